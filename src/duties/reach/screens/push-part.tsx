import { useEffect, useState } from "react";
import { ApiRefusal, ask, give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { IconBell } from "#web/ui/icons.ts";
import { Moment } from "#web/ui/moment.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { deviceName } from "#web/ui/device.ts";
import { bytesOf, canBePushed, ownSubscription } from "./push.ts";
import { PresenceSection } from "./presence-section.tsx";
import { words } from "./settings-words.ts";

/** Being told on this device, even while Kerani is closed. */
export const PushPart = () => {
  const t = useSay();
  const form = useRun();
  const browsers = useAsk("push.list", {});
  const key = useAsk("push.key", {});
  const [here, setHere] = useState<string | undefined>();
  useEffect(() => {
    void ownSubscription().then((subscription) => setHere(subscription?.endpoint));
  }, []);
  const publicKey = key.data?.publicKey;
  const subscribe = async (): Promise<void> => {
    if ((await Notification.requestPermission()) !== "granted") throw new ApiRefusal({ detail: t(words.pushDenied), code: "PUSH_DENIED" });
    const { publicKey: fresh } = await ask("push.key", {});
    const worker = await navigator.serviceWorker.ready;
    const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(fresh ?? "") });
    const { endpoint, keys } = made.toJSON();
    await give("push.subscribe", {
      endpoint: endpoint ?? "",
      keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" },
      label: t(deviceName(navigator.userAgent)),
    });
    setHere(endpoint);
  };
  const unsubscribe = async (): Promise<void> => {
    const subscription = await ownSubscription();
    if (!subscription) return;
    await give("push.unsubscribe", { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
    setHere(undefined);
  };
  const list = browsers.data?.browsers ?? [];
  const possible = canBePushed() && publicKey;
  return (
    <>
      <PresenceSection />
      <Section
        title={t(words.pushHere)}
        help={t(words.pushHelp)}
        acts={
          possible ? (
            here ? (
              <ActButton label={words.pushOff} loading={form.busy} onAct={() => void form.run(unsubscribe, t(words.pushIsOff), ["push"])} />
            ) : (
              <ActButton
                label={words.pushOn}
                main
                loading={form.busy}
                onAct={() => void form.run(subscribe, t(words.pushIsOn), ["push"])}
              />
            )
          ) : null
        }
      >
        <Trouble of={form} />
        {canBePushed() ? null : <p>{t(words.pushImpossible)}</p>}
        {canBePushed() && key.data && !publicKey ? <p>{t(words.pushNotSet)}</p> : null}
        {list.length > 0 ? (
          <Rows>
            {list.map(({ id, label, since }) => (
              <Row
                key={id}
                icon={<IconBell size={22} aria-hidden />}
                title={label}
                hint={<Moment at={since} />}
                acts={
                  <ActButton
                    label={words.remove}
                    danger
                    onAct={() => void form.run(() => give("push.unsubscribe", { id }), t(words.pushIsOff), ["push"])}
                  />
                }
              />
            ))}
          </Rows>
        ) : null}
      </Section>
    </>
  );
};

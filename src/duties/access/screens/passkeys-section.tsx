import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatSince } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { IconFingerprint, IconPlus } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { words } from "./account-words.ts";
import { signInTrouble, useDevice } from "./coming-in.ts";
import { canUsePasskeys, makePasskey } from "./passkey.ts";
import { useProof } from "./proof.tsx";

const TOUCHES = ["passkey", "session"];

/** One's passkeys. */
export const PasskeysSection = () => {
  const t = useSay();
  const device = useDevice();
  const proving = useProof();
  const form = useRun();
  const { data } = useAsk("passkey.list", {});
  const passkeys = data?.passkeys ?? [];
  return (
    <Section
      title={t(words.passkeys)}
      help={t(words.passkeysHelp)}
      acts={
        canUsePasskeys() ? (
          <ActButton
            label={words.addPasskey}
            icon={<IconPlus size={18} aria-hidden />}
            loading={form.busy}
            onAct={() => void form.run(() => proving(() => makePasskey(device)), t(words.passkeyAdded), TOUCHES)}
          />
        ) : null
      }
    >
      {form.refusal ? <Notice kind="trouble">{signInTrouble(form.refusal, t)}</Notice> : null}
      {canUsePasskeys() ? null : <p>{t(words.noPasskeysHere)}</p>}
      {data && passkeys.length === 0 ? <p>{t(words.noPasskeys)}</p> : null}
      {passkeys.length > 0 ? (
        <Rows>
          {passkeys.map((passkey) => (
            <Passkey
              key={passkey.id}
              passkey={passkey}
              onRemove={() =>
                void form.run(() => proving(() => give("passkey.remove", { id: passkey.id })), t(words.passkeyRemoved), TOUCHES)
              }
            />
          ))}
        </Rows>
      ) : null}
    </Section>
  );
};

const Passkey = ({ passkey, onRemove }: { passkey: Output<"passkey.list">["passkeys"][number]; onRemove(): void }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const { label, synced, createdAt, usedAt } = passkey;
  const said = [
    t(words.made, formatSince(createdAt, reader, now)),
    usedAt ? t(words.used, formatSince(usedAt, reader, now)) : t(words.neverUsed),
  ];
  return (
    <Row
      icon={<IconFingerprint size={22} aria-hidden />}
      title={label}
      mark={synced ? t(words.synced) : null}
      hint={said.join(" · ")}
      acts={<ActButton label={words.remove} danger onAct={onRemove} />}
    />
  );
};

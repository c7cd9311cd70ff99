import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatSince } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { IconDeviceDesktop, IconDeviceMobile } from "#web/ui/icons.ts";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { words } from "./account-words.ts";

type Session = Output<"session.list">["sessions"][number];

const WAYS = { password: words.byPassword, passkey: words.byPasskey, oidc: words.byOidc, link: words.byLink } as const;

/** Where one is signed in, and the way to end it there. */
export const SessionsSection = () => {
  const t = useSay();
  const toasts = useToasts();
  const form = useRun();
  const { data } = useAsk("session.list", {});
  const sessions = data?.sessions ?? [];
  const closeOthers = (): void =>
    void form.run(async () => toasts.done(t(words.closed, (await give("session.close-all", { keepThis: true })).closed)), undefined, [
      "session",
    ]);
  return (
    <Section
      title={t(words.sessions)}
      help={t(words.sessionsHelp)}
      acts={sessions.length > 1 ? <ActButton label={words.everywhere} loading={form.busy} onAct={closeOthers} /> : null}
    >
      <Trouble of={form} />
      <Rows>
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onClose={() => void form.run(() => give("session.revoke", { id: session.id }), t(words.signedOut), ["session"])}
          />
        ))}
      </Rows>
    </Section>
  );
};

const SessionRow = ({ session, onClose }: { session: Session; onClose(): void }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const { device, current, way, seenAt } = session;
  const Icon = /Android|iPhone|iPad/.test(device ?? "") ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <Row
      icon={<Icon size={22} aria-hidden />}
      title={device ?? t(words.unknownDevice)}
      mark={current ? t(words.thisDevice) : null}
      hint={`${t(WAYS[way])} · ${t(words.seen, formatSince(seenAt, reader, now))}`}
      acts={current ? null : <ActButton label={words.signOutThere} onAct={onClose} />}
    />
  );
};

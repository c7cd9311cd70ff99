import type { Output } from "#web/api/client.ts";
import { useSession } from "#web/app/session.tsx";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { FaceRow } from "#web/ui/face-row.tsx";
import { noteOf, saidBeginning, saidEnd } from "./standing.ts";
import { words } from "./words.ts";

/** One mandate as a list carries it. */
export type Mandate = Output<"mandate.list">["mandates"][number];

/** A row of the list of mandates: who acts for whom, with what, until when, and how it stands. */
export const MandateRow = ({ mandate, at, open, onOpen }: { mandate: Mandate; at: boolean; open: boolean; onOpen(): void }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const { me } = useSession();
  const { id, principal, delegate, lends, reason, state, answer } = mandate;
  const note = noteOf(mandate);
  const title =
    delegate.id === me.id
      ? t(words.iActFor, principal.name)
      : principal.id === me.id
        ? t(words.actsForMe, delegate.name)
        : t(words.actsFor, delegate.name, principal.name);
  return (
    <FaceRow
      id={id}
      person={delegate.id === me.id ? principal : delegate}
      title={title}
      detail={[t(lends), reason].filter(Boolean).join(" · ")}
      side={
        <>
          <p>{state === "coming" ? saidBeginning(mandate.beginsAt, reader, now) : saidEnd(mandate.endsAt, reader, now)}</p>
          {note ? <p>{t(note)}</p> : null}
        </>
      }
      at={at}
      open={open}
      unread={answer === "waiting" && state !== "ended" && delegate.id === me.id}
      onOpen={onOpen}
    />
  );
};

import { useLocation } from "wouter";
import { give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatFull } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { Moment } from "#web/ui/moment.tsx";
import { Opened, Part } from "#web/ui/opened.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { offerState } from "./booking-lists.tsx";
import css from "./bookings-page.module.css";
import { deskWords as words } from "./desk-words.ts";

/** Times on offer: to whom, until when, and what became of them. */
export const OfferPanel = ({ id }: { id: string }) => {
  const t = useSay();
  const reader = useReader();
  const [, go] = useLocation();
  const form = useRun();
  const { data, error } = useAsk("offer.list", {}, { keep: true });
  const offer = data?.offers.find((one) => one.id === id);
  if (!offer) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows rows={4} />;
  const withdraw = (): void => void form.run(() => give("offer.withdraw", { id }), t(words.withdrawnToast), ["offer", "event"]);
  return (
    <Opened
      marks={t(offerState(offer.state))}
      title={offer.title}
      acts={
        <>
          {offer.eventId ? <ActButton label={words.openEvent} keys="o" main onAct={() => go(`/calendar/${offer.eventId}`)} /> : null}
          {offer.state === "open" ? <ActButton label={words.withdraw} danger loading={form.busy} onAct={withdraw} /> : null}
        </>
      }
    >
      <Trouble of={form} />
      <Facts
        facts={[
          { label: words.guests, value: offer.guests.map(({ name, email }) => `${name} (${email})`).join(", ") },
          { label: words.answerBy, value: <Moment at={offer.until} /> },
          { label: words.by, value: offer.by ? <PersonChip person={offer.by} /> : null },
        ]}
      />
      <Part title={t(words.times)}>
        <ul className={css["plain"]}>
          {offer.times.map(({ start }) => (
            <li key={start}>{formatFull(start, reader)}</li>
          ))}
        </ul>
      </Part>
    </Opened>
  );
};

import { useState } from "react";
import { useLocation } from "wouter";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatClock, formatFull } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { Opened, Part } from "#web/ui/opened.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { WordsForm } from "#web/ui/words-form.tsx";
import { deskWords as words } from "./desk-words.ts";

const TOPICS = ["booking", "event", "attention"];

/** One appointment with an outsider: when, with whom, what they answered, and the yes or no that it waits for. */
export const BookingPanel = ({ id }: { id: string }) => {
  const t = useSay();
  const { data, error } = useAsk("booking.show", { id });
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows rows={4} />;
  return <Appointment booking={data} />;
};

const Appointment = ({ booking }: { booking: Output<"booking.show"> }) => {
  const t = useSay();
  const [, go] = useLocation();
  const form = useRun();
  const [declining, setDeclining] = useState(false);
  const { id, state } = booking;
  const asks = state === "requested";
  const live = asks || state === "confirmed";
  const approve = (): void => void form.run(() => give("booking.approve", { id }), t(words.approved), TOPICS);
  const decline = (reason: string): void => {
    const said = t(asks ? words.declinedToast : words.cancelledToast);
    void form
      .run(() => give("booking.decline", { id, ...(reason ? { reason } : {}) }), said, TOPICS)
      .then((well) => well && setDeclining(false));
  };
  return (
    <Opened
      marks={t(words[state])}
      title={booking.name}
      hint={t(booking.page.title)}
      acts={
        declining ? null : (
          <>
            {asks ? <ActButton label={words.approve} keys="y" main loading={form.busy} onAct={approve} /> : null}
            {live ? <ActButton label={words.openEvent} keys="o" onAct={() => go(`/calendar/${booking.eventId}`)} /> : null}
            {live ? (
              <ActButton
                label={asks ? words.decline : words.cancelIt}
                keys={asks ? "x" : undefined}
                danger
                onAct={() => setDeclining(true)}
              />
            ) : null}
          </>
        )
      }
    >
      {declining ? (
        <WordsForm
          label={words.reason}
          act={asks ? words.decline : words.cancelIt}
          danger
          path="reason"
          form={form}
          onSave={decline}
          onCancel={() => {
            form.clear();
            setDeclining(false);
          }}
        />
      ) : (
        <Trouble of={form} />
      )}
      <Facts
        facts={[
          { label: words.when, value: <When start={booking.start} end={booking.end} /> },
          { label: words.host, value: <PersonChip person={booking.host} /> },
          { label: words.place, value: booking.place },
          { label: words.mail, value: <a href={`mailto:${booking.email}`}>{booking.email}</a> },
        ]}
      />
      {booking.answers.length > 0 ? (
        <Part title={t(words.asked)}>
          <Facts facts={booking.answers.map(({ question, answer }) => ({ label: question, value: answer }))} />
        </Part>
      ) : null}
    </Opened>
  );
};

const When = ({ start, end }: { start: string; end: string }) => {
  const reader = useReader();
  return <>{`${formatFull(start, reader)} – ${formatClock(end, reader)}`}</>;
};

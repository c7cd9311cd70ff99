import { useState } from "react";
import { give } from "#web/api/client.ts";
import { changed, useAsk } from "#web/api/hooks.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { capital, formatClock, zoneName } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { IconCheck, IconHelp, IconPencil, IconTrash, IconX } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { Opened } from "#web/ui/opened.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { addDays } from "./days.ts";
import { colourOf } from "./colours.ts";
import { EventForm } from "./event-form.tsx";
import { formOf } from "./form.ts";
import { daysOfEvent, msOf, type Calendar, type Event } from "./events.ts";
import { mayWrite } from "./looks.tsx";
import { ruleInWords } from "./rule-words.ts";
import { sayClocks, sayDayLong } from "./saying.ts";
import { ScopeDialog } from "./scope-dialog.tsx";
import { restore, type Scope } from "./use-moves.tsx";
import { reminderInWords } from "./reminders.ts";
import { words } from "./words.ts";
import css from "./event-panel.module.css";

type Answer = Event["attendees"][number]["answer"];

/** One event, or one instance of a series, beside the calendar. */
export const EventPanel = ({
  id,
  instance,
  calendars,
  house,
  onGone,
}: {
  id: string;
  instance: string | undefined;
  calendars: ReadonlyMap<string, Calendar>;
  house: readonly Calendar[];
  onGone(): void;
}) => {
  const t = useSay();
  const { data, error } = useAsk("event.show", { id, ...(instance ? { instance } : {}) });
  const [editing, setEditing] = useState(false);
  if (!data) return error ? <Notice kind="trouble">{sentenceOf(error, t)}</Notice> : <WaitingRows rows={4} />;
  const calendar = calendars.get(data.calendarId);
  if (editing)
    return (
      <Opened title={t(words.edit)}>
        <EventForm
          event={data}
          start={formOf(data)}
          calendars={[...calendars.values()].filter((one) => mayWrite(one) && one.kind !== "room" && one.kind !== "thing")}
          house={house}
          onDone={() => setEditing(false)}
          onCancel={() => setEditing(false)}
        />
      </Opened>
    );
  return <Shown event={data} calendar={calendar} onEdit={() => setEditing(true)} onGone={onGone} />;
};

const Shown = ({ event, calendar, onEdit, onGone }: { event: Event; calendar: Calendar | undefined; onEdit(): void; onGone(): void }) => {
  const t = useSay();
  const toasts = useToasts();
  const run = useRun();
  const [asking, setAsking] = useState(false);
  const ownerId = calendar?.owner.id;
  const writable = calendar !== undefined && mayWrite(calendar) && !event.masked;
  const foreign = event.organizer !== null && event.organizer.id !== ownerId;
  const answer = event.attendees.find(({ id }) => id !== null && id === ownerId)?.answer;
  const { id, instance } = event;
  const remove = (scope?: Scope): void => {
    setAsking(false);
    void run.run(async () => {
      const { undo } = await give("event.remove", { id, ...(event.repeats && instance ? { instance, scope: scope ?? "this" } : {}) });
      changed(["event"]);
      toasts.done(t(words.removed, event.title || t(words.untitled)), { undo: () => restore(undo) });
      onGone();
    });
  };
  const say = (said: "accepted" | "tentative" | "declined"): void =>
    void run.run(() => give("event.answer", { id, answer: said }), t(words.answered), ["event", "attention"]);
  return (
    <Opened
      marks={<Marks event={event} calendar={calendar} />}
      title={event.masked ? t(words.busy) : event.title || t(words.untitled)}
      hint={<When event={event} />}
      acts={
        writable ? (
          <>
            <ActButton label={words.edit} keys="e" main={!foreign} icon={<IconPencil size={18} aria-hidden />} onAct={onEdit} />
            <ActButton
              label={words.remove}
              keys="Delete"
              danger
              loading={run.busy}
              icon={<IconTrash size={18} aria-hidden />}
              onAct={() => (event.repeats && instance ? setAsking(true) : remove())}
            />
          </>
        ) : undefined
      }
    >
      <Trouble of={run} />
      {event.masked ? <Notice>{t(words.maskedText)}</Notice> : null}
      {foreign && answer && writable ? <Answering answer={answer} busy={run.busy} onAnswer={say} /> : null}
      <Details event={event} calendar={calendar} />
      <ScopeDialog open={asking} onChoose={remove} onClose={() => setAsking(false)} />
    </Opened>
  );
};

const Marks = ({ event, calendar }: { event: Event; calendar: Calendar | undefined }) => {
  const t = useSay();
  const marks = [
    event.visibility === "private" ? words.private : event.visibility === "confidential" ? words.confidential : undefined,
    event.status === "cancelled" ? words.cancelled : event.status === "tentative" ? words.tentative : undefined,
    event.free ? words.free : undefined,
  ].filter((one) => one !== undefined);
  return (
    <>
      {calendar ? (
        <span className={css["calendar"]}>
          <i style={{ background: colourOf(calendar) }} />
          {calendar.main ? calendar.owner.name : `${calendar.owner.name} · ${calendar.name}`}
        </span>
      ) : null}
      {marks.map((mark) => (
        <span key={mark.en} className={css["mark"]}>
          {t(mark)}
        </span>
      ))}
    </>
  );
};

/** The days and clocks of an event as the reader has them, and in its own zone when that is another. */
const When = ({ event }: { event: Event }) => {
  const t = useSay();
  const reader = useReader();
  const { lang, timeZone } = reader;
  const { first, last } = daysOfEvent(event, timeZone);
  const { from, to } = msOf(event);
  const day = capital(sayDayLong(first, lang));
  const elsewhere =
    event.timeZone &&
    event.timeZone !== timeZone &&
    !event.allDay &&
    zoneName(event.start, event.timeZone) !== zoneName(event.start, timeZone);
  const clocks = event.allDay ? t(words.allDay) : `${sayClocks(from, to, reader)}\u00a0${zoneName(event.start, timeZone)}`;
  return (
    <>
      {first === last || (addDays(first, 1) === last && !event.allDay && to - from < 86_400_000)
        ? `${day}, ${clocks}`
        : event.allDay
          ? `${day} – ${sayDayLong(last, lang)}`
          : `${day} ${formatClock(event.start, reader)} – ${sayDayLong(last, lang)} ${formatClock(event.end, reader)}`}
      {elsewhere && event.timeZone ? (
        <span className={css["elsewhere"]}>
          {t(words.inZone, sayClocks(from, to, { lang, timeZone: event.timeZone }), zoneName(event.start, event.timeZone))}
        </span>
      ) : null}
    </>
  );
};

const Answering = ({
  answer,
  busy,
  onAnswer,
}: {
  answer: Answer;
  busy: boolean;
  onAnswer(answer: "accepted" | "tentative" | "declined"): void;
}) => {
  const t = useSay();
  const choices = [
    { value: "accepted", label: words.yes, icon: <IconCheck size={18} aria-hidden /> },
    { value: "tentative", label: words.perhapsAct, icon: <IconHelp size={18} aria-hidden /> },
    { value: "declined", label: words.no, icon: <IconX size={18} aria-hidden /> },
  ] as const;
  return (
    <section className={css["answer"]}>
      <p>{t(words.invited)}</p>
      <div>
        {choices.map(({ value, label, icon }) => (
          <ActButton
            key={value}
            label={label}
            icon={icon}
            main={answer === value || (answer === "needs-action" && value === "accepted")}
            aria-pressed={answer === value}
            disabled={busy}
            onAct={() => onAnswer(value)}
          />
        ))}
      </div>
    </section>
  );
};

const ANSWERS = {
  accepted: words.accepted,
  declined: words.declined,
  tentative: words.perhaps,
  "needs-action": words.waiting,
  delegated: words.delegated,
} as const;
// A room does not come: it is booked or it is not.
const BOOKINGS = { ...ANSWERS, accepted: words.booked, declined: words.notBooked } as const;
const HOUSE = new Set(["room", "resource"]);

const Details = ({ event, calendar }: { event: Event; calendar: Calendar | undefined }) => {
  const t = useSay();
  const { lang } = useReader();
  const people = event.attendees.filter(({ kind }) => !HOUSE.has(kind));
  const house = event.attendees.filter(({ kind }) => HOUSE.has(kind));
  const list = (those: typeof people) =>
    those.length === 0 ? null : (
      <ul className={css["people"]}>
        {those.map((one) => (
          <li key={one.address}>
            {one.id && one.kind === "individual" ? <PersonChip person={{ id: one.id, name: one.name }} /> : <span>{one.name}</span>}
            <span className={css["said"]} data-answer={one.answer}>
              {t((HOUSE.has(one.kind) ? BOOKINGS : ANSWERS)[one.answer])}
              {one.optional ? ` · ${t(words.optional)}` : null}
            </span>
          </li>
        ))}
      </ul>
    );
  return (
    <Facts
      facts={[
        { label: words.place, value: event.location },
        {
          label: words.link,
          value:
            event.url && /^https?:/.test(event.url) ? (
              <a href={event.url} target="_blank" rel="noreferrer">
                {event.url.replace(/^https?:\/\//, "")}
              </a>
            ) : null,
        },
        { label: words.repeats, value: event.repeat ? ruleInWords(event.repeat, lang) : null },
        { label: words.organizer, value: event.organizer && event.organizer.id !== calendar?.owner.id ? event.organizer.name : null },
        { label: words.peopleIn, value: list(people) },
        { label: words.roomsIn, value: list(house) },
        { label: words.reminders, value: event.reminders.map((minutes) => reminderInWords(minutes, lang)).join(", ") },
        { label: words.notes, value: event.description ? <span className={css["notes"]}>{event.description}</span> : null },
      ]}
    />
  );
};

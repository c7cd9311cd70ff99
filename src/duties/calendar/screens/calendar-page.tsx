import { lazy, Suspense, useMemo, useState } from "react";
import { useAsk } from "#web/api/hooks.ts";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatClock, formatDate } from "#web/i18n/time.ts";
import { useShortcut } from "#web/keyboard/shortcuts.ts";
import { useSession } from "#web/app/session.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { IconPlus } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { Opened } from "#web/ui/opened.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { AgendaView } from "./agenda-view.tsx";
import { CalendarBar } from "./calendar-bar.tsx";
import { CalendarChoice } from "./calendar-choice.tsx";
import { coloured } from "./colours.ts";
import { addDays, daysOf, minuteIn, spanOf, todayAt, turned } from "./days.ts";
import { DaysView } from "./days-view.tsx";
import { keyOf, msOf, type Calendar, type Event } from "./events.ts";
import { newForm, type Beginning, type Form } from "./form.ts";
import { formFromMessage } from "./from-message.ts";
import { LooksHome, mayWrite, type Looks } from "./looks.tsx";
import { MonthNav } from "./month-nav.tsx";
import { MonthView } from "./month-view.tsx";
import { SidePanel } from "./side-panel.tsx";
import { ScopeDialog } from "./scope-dialog.tsx";
import { usePlace } from "./place.ts";
import { useCalendars, useCalendarsOf, useEvents, useHolidays, useSpans } from "./use-events.ts";
import type { GridActs } from "./use-grid.ts";
import { useMoves } from "./use-moves.tsx";
import { words } from "./words.ts";
import css from "./calendar-page.module.css";

const PeopleView = lazy(async () => ({ default: (await import("./people-view.tsx")).PeopleView }));
const RoomsView = lazy(async () => ({ default: (await import("./people-view.tsx")).RoomsView }));
const EventPanel = lazy(async () => ({ default: (await import("./event-panel.tsx")).EventPanel }));
const EventForm = lazy(async () => ({ default: (await import("./event-form.tsx")).EventForm }));

const FIRST_PEOPLE = 5;
const HALF_HOUR = 30;

type Draft = { begun: number; beginning: Beginning; column: string; form: Form };

/** Kalender: everybody's time, by day, week, month, as a list, side by side, and by rooms. */
export const CalendarPage = () => {
  const t = useSay();
  const reader = useReader();
  const { me, acting } = useSession();
  const { place, turn } = usePlace();
  const { view, day } = place;
  const { timeZone } = reader;
  const now = useNow();
  const today = todayAt(now, timeZone);
  const days = useMemo(() => daysOf(view, day), [view, day]);
  const spans = useSpans(days);
  const mine = useCalendars();
  const holidays = useHolidays(days);
  const people = place.people.length > 0 ? place.people : firstPeople(mine.agenda);
  const found = useCalendarsOf(view === "people" ? people : []);
  const single = view === "people" || view === "rooms";
  const shown = useMemo(() => mine.shown.map(({ id }) => id), [mine.shown]);
  const { events, whole, error, waiting } = useEvents(spans, { calendars: single ? [] : shown });
  const { calendars, theirs } = useMemo(() => together(mine.all, found), [mine.all, found]);
  const moves = useMoves((times, event) => {
    const start = times.start ?? event.start;
    const said = event.allDay
      ? formatDate(times.startsAt ?? event.startsAt, reader, now)
      : `${formatDate(todayAt(Date.parse(start), timeZone), reader, now)} ${formatClock(start, reader)}`;
    return times.end && !event.allDay ? `${said}–${formatClock(times.end, reader)}` : said;
  });
  const [draft, setDraft] = useState<Draft | undefined>();
  const [choosing, setChoosing] = useState(false);
  const panel = place.id === "new" ? "new" : place.id;
  const leave = (): void => turn({ id: undefined, instance: undefined });
  const close = (): void => {
    setDraft(undefined);
    leave();
  };
  const own = mine.agenda.find(({ owner, main }) => main && owner.id === (acting?.id ?? me.id));
  const begin = (beginning: Omit<Beginning, "timeZone">, column = beginning.day): void => {
    const full = { calendarId: own?.id, ...beginning, timeZone };
    setDraft((before) => ({ begun: (before?.begun ?? 0) + 1, beginning: full, column, form: newForm(full) }));
    turn({ id: "new", instance: undefined });
  };
  // What was typed before somebody looked elsewhere is still there.
  const beginNow = (): void =>
    draft?.form.title ? turn({ id: "new", instance: undefined }) : begin(nextSlot(days.includes(today) ? today : day, now, timeZone));
  const message = useAsk("message.show", { id: place.message ?? "" }, { enabled: place.message !== undefined });
  const blank = (): Form => {
    const form = newForm({ ...nextSlot(day, now, timeZone), timeZone, calendarId: own?.id });
    const about = place.message && message.data?.message;
    if (!about) return form;
    return formFromMessage(about, { form, calendars: mine.all, title: t(words.about, about.from.name), timeZone, now });
  };
  const page = (by: number): void => turn({ day: turned(view, day, by) });
  const goDay = (which: string): void => turn({ view: "day", day: which });
  useShortcut("n", words.add, beginNow);
  useShortcut("t", words.today, () => turn({ day: today }));
  useShortcut("ArrowLeft", words.before, () => page(-1));
  useShortcut("ArrowRight", words.after, () => page(1));
  useShortcut("Escape", words.cancel, () => somethingAbove() || leave(), panel !== undefined);
  const acts: GridActs = {
    move: moves.move,
    nudge: moves.nudge,
    page,
    begin: (_, key, which, from, to) => begin({ day: which, from, to, ...forColumn(view, key, people, calendars, own) }, key),
    draftIn: (columns) => {
      if (panel !== "new" || !draft || draft.form.allDay) return undefined;
      const { startDay, startClock, endDay, endClock } = draft.form;
      const column = columns.findIndex(({ key, span }) => span.day === startDay && (single ? key === draft.column : true));
      if (column < 0) return undefined;
      const from = clockMinutes(startClock);
      return { column, from, to: Math.max(from + 15, endDay > startDay ? 1440 : clockMinutes(endClock)) };
    },
    pageKey: `${view} ${days[0]}`,
  };
  const looks = useMemo(
    (): Looks => ({
      reader,
      calendars,
      openKey: place.id && place.id !== "new" ? `${place.id} ${place.instance ?? ""}` : undefined,
      onOpen: (event) => turn({ id: event.id, instance: event.instance ?? undefined }),
      onCrowd: (which) => turn({ view: "agenda", day: which }),
    }),
    [reader, calendars, place.id, place.instance, turn],
  );
  const choice = <CalendarChoice calendars={mine.agenda} hidden={mine.hidden} onToggle={mine.toggle} />;
  const carry = (key: string, by: number): void => {
    const event = events.find((one) => keyOf(one) === key);
    if (event) moves.move(event, carried(event, by, timeZone));
  };
  return (
    <LooksHome value={looks}>
      <div className={css["page"]} data-open={panel ? true : undefined}>
        <div className={css["main"]}>
          <CalendarBar
            view={view}
            day={day}
            days={days}
            onView={(next) => turn({ view: next })}
            onPage={page}
            onToday={() => turn({ day: today })}
            onNew={beginNow}
            onChoose={() => setChoosing(true)}
          />
          {moves.clash ? (
            <div className={css["notice"]}>
              <Notice kind="trouble" action={<ActButton label={words.overlapAnyway} onAct={moves.clash.anyway} />}>
                {moves.clash.error.message}
              </Notice>
            </div>
          ) : null}
          {error && events.length === 0 ? (
            <div className={css["notice"]}>
              <Notice kind="trouble">{sentenceOf(error, t)}</Notice>
            </div>
          ) : null}
          {whole ? null : (
            <div className={css["notice"]}>
              <Notice kind="warning">{t(words.notWhole)}</Notice>
            </div>
          )}
          {!mine.asked || waiting ? <WaitingRows /> : null}
          {mine.asked && !waiting ? (
            <Suspense fallback={<WaitingRows />}>
              {view === "day" || view === "workweek" || view === "week" ? (
                <DaysView spans={spans} events={events} today={today} holidays={holidays} acts={acts} onDay={goDay} />
              ) : null}
              {view === "month" ? (
                <MonthView
                  days={days}
                  month={day.slice(0, "2026-11".length)}
                  today={today}
                  events={events}
                  holidays={holidays}
                  onDay={goDay}
                  onNew={(which) => begin({ day: which, from: 540, to: 600 })}
                  onCarry={carry}
                />
              ) : null}
              {view === "agenda" ? <AgendaView days={days} today={today} events={events} holidays={holidays} /> : null}
              {view === "people" && spans[0] ? (
                <PeopleView span={spans[0]} people={people} calendars={theirs} acts={acts} onPeople={(ids) => turn({ people: ids })} />
              ) : null}
              {view === "rooms" && spans[0] ? <RoomsView span={spans[0]} house={mine.house} acts={acts} /> : null}
            </Suspense>
          ) : null}
          <button type="button" className={css["plus"]} onClick={beginNow} aria-label={t(words.add)}>
            <IconPlus size={28} aria-hidden />
          </button>
        </div>
        {panel ? (
          <SidePanel label={t(panel === "new" ? words.add : words.calendar)} onClose={leave} at={panel + (place.instance ?? "")}>
            <Suspense fallback={<WaitingRows rows={4} />}>
              {panel === "new" && (!mine.asked || (place.message && !draft && !message.data && !message.error)) ? (
                <WaitingRows rows={4} />
              ) : panel === "new" ? (
                <Opened title={t(words.add)}>
                  <EventForm
                    key={draft?.begun}
                    start={draft?.form ?? blank()}
                    calendars={[...calendars.values()].filter((one) => mayWrite(one) && one.kind !== "room" && one.kind !== "thing")}
                    house={mine.house}
                    onTimes={(form) => setDraft((before) => (before ? { ...before, form } : before))}
                    onDone={() => close()}
                    onCancel={close}
                  />
                </Opened>
              ) : (
                <EventPanel
                  key={panel + (place.instance ?? "")}
                  id={panel}
                  instance={place.instance}
                  calendars={calendars}
                  house={mine.house}
                  onGone={close}
                />
              )}
            </Suspense>
          </SidePanel>
        ) : (
          <aside className={css["side"]} aria-label={t(words.calendars)}>
            <MonthNav day={day} days={days} today={today} onDay={(which) => turn({ day: which })} />
            {choice}
          </aside>
        )}
      </div>
      <ScopeDialog open={moves.asked !== undefined} onChoose={(scope) => moves.asked?.choose(scope)} onClose={() => moves.asked?.leave()} />
      <Dialog title={t(words.chooseCalendars)} open={choosing} onClose={() => setChoosing(false)}>
        <div className={css["choose"]}>
          <MonthNav
            day={day}
            days={days}
            today={today}
            onDay={(which) => {
              turn({ day: which });
              setChoosing(false);
            }}
          />
          {choice}
        </div>
      </Dialog>
    </LooksHome>
  );
};

/** The calendars that are here anyway and those of the people chosen, each in one colour wherever it is shown. */
const together = (here: readonly Calendar[], found: readonly Calendar[]) => {
  const known = new Set(here.map(({ id }) => id));
  const calendars = new Map(coloured([...here, ...found.filter(({ id }) => !known.has(id))]).map((one) => [one.id, one]));
  return { calendars, theirs: found.flatMap(({ id }) => calendars.get(id) ?? []) };
};

/** A dialog or a list of choices lies above the panel: Escape is for that. */
const somethingAbove = (): boolean =>
  document.querySelector("[aria-modal=true]") !== null || document.activeElement?.getAttribute("aria-expanded") === "true";

const clockMinutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Those whose calendars the reader sees anyway are the first to stand side by side. */
const firstPeople = (calendars: readonly Calendar[]): readonly string[] =>
  calendars
    .filter(({ main, kind }) => main && (kind === "personal" || kind === "shared"))
    .slice(0, FIRST_PEOPLE)
    .map(({ owner }) => owner.id);

/** The next half hour that has not begun; on another day nine o'clock. */
const nextSlot = (day: string, now: number, timeZone: string): Omit<Beginning, "timeZone"> => {
  const isToday = todayAt(now, timeZone) === day;
  const minute = isToday ? Math.ceil((minuteIn(spanOf(day, timeZone), now, timeZone) + 1) / HALF_HOUR) * HALF_HOUR : 540;
  const from = Math.min(minute, 1380);
  return { day, from, to: from + 2 * HALF_HOUR };
};

/** Whom or what a new event in a column is for: into their calendar where one may write, else as an invitation or a booking. */
const forColumn = (
  view: string,
  key: string,
  people: readonly string[],
  calendars: ReadonlyMap<string, Calendar>,
  own: Calendar | undefined,
): Partial<Beginning> => {
  if (view === "rooms") return { rooms: [key] };
  if (view !== "people" || !people.includes(key)) return {};
  const main = [...calendars.values()].find((one) => one.owner.id === key && one.main);
  if (main && mayWrite(main)) return { calendarId: main.id };
  return { calendarId: own?.id, guests: [{ ref: `person:${key}`, name: main?.owner.name ?? "…" }] };
};

const carried = (event: Event, by: number, timeZone: string) => {
  if (event.allDay) return { startsAt: addDays(event.startsAt, by), endsAt: addDays(event.endsAt, by) };
  const { from } = msOf(event);
  const day = todayAt(from, timeZone);
  const [here, there] = [spanOf(day, timeZone), spanOf(addDays(day, by), timeZone)];
  return { start: there.from + (from - here.from) };
};

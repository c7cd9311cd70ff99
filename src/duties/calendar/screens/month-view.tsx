import { useMemo, useRef, type CSSProperties, type KeyboardEvent, type PointerEvent as ReactPointerEvent } from "react";
import { useSay } from "#web/i18n/language.tsx";
import { addDays, daysBetween, weekdayOf } from "./days.ts";
import { EventBar } from "./event-bar.tsx";
import { keyOf, type Event } from "./events.ts";
import type { Lined } from "./layout.ts";
import { barsOver } from "./events.ts";
import { useLooks } from "./looks.tsx";
import type { Holiday } from "./day-head.tsx";
import { sayDay } from "./saying.ts";
import { words } from "./words.ts";
import css from "./month-view.module.css";

const LINES = 3;
const WEEK = 7;
const SLACK = 4;

/** Six weeks of bars; a day's number opens the day, an event can be dragged to another day. */
export const MonthView = ({
  days,
  month,
  today,
  events,
  holidays,
  onDay,
  onNew,
  onCarry,
}: {
  days: readonly string[];
  /** YYYY-MM of the month that is meant. */
  month: string;
  today: string;
  events: readonly Event[];
  holidays: ReadonlyMap<string, readonly Holiday[]>;
  onDay(day: string): void;
  onNew(day: string): void;
  onCarry(key: string, days: number): void;
}) => {
  const { reader } = useLooks();
  const grid = useRef<HTMLDivElement>(null);
  const byKey = useMemo(() => new Map(events.map((event) => [keyOf(event), event])), [events]);
  const weeks = useMemo(
    () =>
      Array.from({ length: days.length / WEEK }, (_, at) => days.slice(at * WEEK, (at + 1) * WEEK)).map((week) => ({
        week,
        lined: barsOver(events, week, reader.timeZone, true),
      })),
    [days, events, reader.timeZone],
  );
  const carry = useCarry(onCarry);
  const onKeyDown = (event: KeyboardEvent): void => {
    const day = (event.target as HTMLElement).closest<HTMLElement>("[data-day]")?.dataset["day"];
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WEEK, ArrowDown: WEEK }[event.key];
    const block = (event.target as HTMLElement).closest<HTMLElement>("[data-key]");
    if (block && by !== undefined && event.shiftKey && block.dataset["fixed"] === undefined) {
      event.preventDefault();
      return onCarry(block.dataset["key"] ?? "", by);
    }
    if (!day || by === undefined || block) return;
    event.preventDefault();
    grid.current?.querySelector<HTMLElement>(`button[data-day="${addDays(day, by)}"]`)?.focus();
  };
  return (
    <div className={css["month"]} ref={grid} role="presentation" onKeyDown={onKeyDown} onPointerDown={carry}>
      <div className={css["names"]} aria-hidden="true">
        {weeks[0]?.week.map((day) => (
          <span key={day}>{sayDay(day, reader.lang, { weekday: "short" })}</span>
        ))}
      </div>
      {weeks.map(({ week, lined }) => (
        <Week
          key={week[0]}
          days={week}
          month={month}
          today={today}
          lined={lined}
          byKey={byKey}
          holidays={holidays}
          onDay={onDay}
          onNew={onNew}
        />
      ))}
    </div>
  );
};

const Week = ({
  days,
  month,
  today,
  lined,
  byKey,
  holidays,
  onDay,
  onNew,
}: {
  days: readonly string[];
  month: string;
  today: string;
  lined: readonly Lined[];
  byKey: ReadonlyMap<string, Event>;
  holidays: ReadonlyMap<string, readonly Holiday[]>;
  onDay(day: string): void;
  onNew(day: string): void;
}) => {
  const t = useSay();
  const { reader } = useLooks();
  const hidden = days.map((_, at) => lined.filter(({ first, last, line }) => line >= LINES && first <= at && at <= last).length);
  return (
    <div className={css["week"]}>
      {days.map((day, at) => (
        // A press anywhere on the paper of a day makes an event there; the keyboard has N on the day's number.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the number beside it is a button
        <div
          key={day}
          className={css["cell"]}
          data-cell={day}
          data-other={day.startsWith(month) ? undefined : ""}
          data-sunday={weekdayOf(day) === WEEK - 1 || undefined}
          style={{ gridColumn: at + 1 }}
          onClick={(event) => event.target === event.currentTarget && onNew(day)}
        >
          <p className={css["number"]}>
            <button
              type="button"
              data-day={day}
              data-today={day === today || undefined}

              onClick={() => onDay(day)}
            >
              {Number(day.slice(-2))}
              <span className="k-said"> {sayDay(day, reader.lang, { month: "long" })}</span>
            </button>
            {holidays.get(day)?.map(({ name }) => (
              <span key={name.en} className={css["holiday"]} title={t(name)}>
                {t(name)}
              </span>
            ))}
          </p>
        </div>
      ))}
      {lined
        .filter(({ line }) => line < LINES)
        .map(({ key, first, last, line }) => {
          const event = byKey.get(key);
          return event ? (
            <EventBar
              key={key}
              event={event}
              day={days[first] ?? ""}
              style={{ gridColumn: `${first + 1} / ${last + 2}`, gridRow: line + 2 }}
            />
          ) : null;
        })}
      {days.map((day, at) =>
        hidden[at] ? (
          <button
            key={day}
            type="button"
            className={css["more"]}
            style={{ gridColumn: at + 1, gridRow: 1 } as CSSProperties}
            onClick={() => onDay(day)}
          >
            {t(words.more, hidden[at])}
          </button>
        ) : null,
      )}
    </div>
  );
};

/** Carries a bar to another day: the day under the pointer is marked, nothing is rendered meanwhile. */
const useCarry = (onCarry: (key: string, days: number) => void) => (begun: ReactPointerEvent) => {
  const block = (begun.target as HTMLElement).closest<HTMLElement>("[data-key]");
  if (!block || begun.button !== 0 || begun.pointerType === "touch" || block.dataset["fixed"] !== undefined) return;
  const cellAt = (x: number, y: number): HTMLElement | undefined =>
    document.elementsFromPoint(x, y).find((one): one is HTMLElement => one instanceof HTMLElement && one.dataset["cell"] !== undefined);
  const origin = cellAt(begun.clientX, begun.clientY);
  let over: HTMLElement | undefined;
  const move = (event: PointerEvent): void => {
    if (!over && Math.hypot(event.clientX - begun.clientX, event.clientY - begun.clientY) < SLACK) return;
    block.dataset["held"] = "";
    over?.removeAttribute("data-over");
    over = cellAt(event.clientX, event.clientY) ?? over;
    over?.setAttribute("data-over", "");
  };
  const end = (event: { type: string }): void => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", end);
    window.removeEventListener("pointercancel", end);
    delete block.dataset["held"];
    over?.removeAttribute("data-over");
    const [from, to] = [origin?.dataset["cell"], over?.dataset["cell"]];
    if (over) window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, true));
    if (event.type === "pointerup" && from && to && from !== to) onCarry(block.dataset["key"] ?? "", daysBetween(from, to));
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end);
  window.addEventListener("pointercancel", end);
};

const swallow = (event: MouseEvent): void => {
  event.stopPropagation();
  event.preventDefault();
};

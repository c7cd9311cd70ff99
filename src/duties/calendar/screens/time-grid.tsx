import { useLayoutEffect, useMemo, useRef, type CSSProperties, type ReactNode } from "react";
import { useNow } from "#web/i18n/clock.ts";
import { useSay } from "#web/i18n/language.tsx";
import { DAY_MINUTES, minuteIn, type DaySpan } from "./days.ts";
import { EventBar } from "./event-bar.tsx";
import { EventBlock } from "./event-block.tsx";
import { keyOf, msOf, stretchOf, type Event } from "./events.ts";
import { layOut, type Lined } from "./layout.ts";
import { useLooks } from "./looks.tsx";
import { sayMinute } from "./saying.ts";
import { useCursor, type Slot } from "./use-cursor.ts";
import { useDrag, type Dropped } from "./use-drag.ts";
import { words } from "./words.ts";
import blocks from "./event-block.module.css";
import css from "./time-grid.module.css";

/** One column of hours: a day of a week, or the day of one person or room. */
export type Column = {
  key: string;
  span: DaySpan;
  /** What it is called when read out, such as a day or a name. */
  said: string;
  head: ReactNode;
  /** What takes hours of this day. */
  events: readonly Event[];
  /** Whether something new may be put here. */
  open: boolean;
  /** Minutes in which one cannot be had, drawn as shade. */
  shades?: readonly { from: number; to: number }[];
  /** Minutes that are taken by nobody knows what. */
  taken?: readonly { from: number; to: number }[];
};

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const FIRST_HOUR = 7;
const MOST_BESIDE = 5;
const DAWN = 240;
// So that the first hour's figures are not cut off.
const ABOVE_PX = 12;

/** Hours down, days or people across. */
export const TimeGrid = ({
  columns,
  bars,
  barEvents,
  allDayNotes,
  draft,
  pageKey,
  onDropped,
  onSlot,
  onNudge,
  onPage,
  waiting = false,
}: {
  columns: readonly Column[];
  bars: readonly Lined[];
  barEvents: ReadonlyMap<string, Event>;
  /** What stands above the hours of a column beside the bars: holidays. */
  allDayNotes: readonly ReactNode[];
  draft: Slot | undefined;
  /** Changes when another page is shown: then the hours begin anew where the day does. */
  pageKey: string;
  onDropped(dropped: Dropped): void;
  onSlot(slot: Slot): void;
  onNudge(key: string, by: { minutes: number; columns: number; length: number }): void;
  onPage(by: number): void;
  /** What takes place is still being read. */
  waiting?: boolean;
}) => {
  const t = useSay();
  const { reader } = useLooks();
  const body = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const ghost = useRef<HTMLDivElement>(null);
  const say = (column: number, from: number, to: number): string =>
    `${columns.length > 1 ? `${columns[column]?.said ?? ""} ` : ""}${sayMinute(from, reader.lang)}–${sayMinute(to, reader.lang)}`;
  const cursor = useCursor(columns.length, onSlot);
  const { onPointerDown } = useDrag({
    body,
    scroller,
    ghost,
    columns: columns.length,
    say: (_, from, to) => `${sayMinute(from, reader.lang)}–${sayMinute(to, reader.lang)}`,
    mayCreate: (column) => columns[column]?.open ?? false,
    onDrop: (dropped) => {
      if (dropped.kind === "create") onSlot(dropped);
      else onDropped(dropped);
    },
    onTap: (column, minute, touch) => cursor.tap(column, minute, touch || !columns[column]?.open),
    onSwipe: onPage,
  });
  useStartHour(scroller, columns, pageKey);
  const { slot } = cursor;
  const here = slot && columns[slot.column];
  return (
    <div
      aria-busy={waiting || undefined}
      className={css["grid"]}
      data-across={columns.length > 1 || undefined}
      data-many={columns.length > 7 || undefined}
      style={{ "--columns": columns.length } as CSSProperties}
    >
      <div className={css["scroll"]} ref={scroller}>
        <div className={css["top"]}>
          <div className={css["heads"]}>
            <span className={css["corner"]} />
            {columns.map(({ key, head }) => (
              <div key={key} className={css["head"]}>
                {head}
              </div>
            ))}
          </div>
          {bars.length > 0 || allDayNotes.some(Boolean) ? (
            <div className={css["bars"]}>
              <span className={css["corner"]}>{t(words.allDayShort)}</span>
              {allDayNotes.map((note, at) =>
                note ? (
                  <div key={columns[at]?.key} className={css["note"]} style={{ gridColumn: at + 2 }}>
                    {note}
                  </div>
                ) : null,
              )}
              {bars.map(({ key, first, last, line }) => {
                const event = barEvents.get(key);
                const noted = allDayNotes.some(Boolean) ? 2 : 1;
                return event ? (
                  <EventBar
                    key={`${key}${first}`}
                    event={event}
                    day={columns[first]?.span.day ?? ""}
                    style={{ gridColumn: `${first + 2} / ${last + 3}`, gridRow: line + noted }}
                  />
                ) : null;
              })}
            </div>
          ) : null}
        </div>
        <div className={css["hours"]}>
          <div className={css["clocks"]} aria-hidden="true">
            {HOURS.slice(1).map((hour) => (
              <span key={hour} style={{ top: `${(hour / 24) * 100}%` }}>
                {sayMinute(hour * 60, reader.lang)}
              </span>
            ))}
          </div>
          <div
            className={css["body"]}
            ref={body}
            role="presentation"
            onPointerDown={onPointerDown}
            onKeyDown={(event) => nudgeOf(event, onNudge)}
          >
            {columns.map((column, at) => (
              <ColumnOfHours key={column.key} column={column} at={at} />
            ))}
            <button
              type="button"
              className={css["cursor"]}
              data-shown={slot !== undefined || undefined}
              style={slotStyle(slot ?? { column: 0, from: FIRST_HOUR * 60, to: FIRST_HOUR * 60 + 30 }, columns.length)}
              aria-label={
                here
                  ? t(words.bookAt, say(slot.column, slot.from, slot.to))
                  : t(words.bookAt, columns[0] ? say(0, FIRST_HOUR * 60, FIRST_HOUR * 60 + 30) : "")
              }
              aria-describedby="calendar-keys"
              title={t(words.slotKeys)}
              onFocus={() => cursor.focus()}
              onKeyDown={cursor.onKeyDown}
              onClick={() => cursor.take()}
            >
              <span aria-hidden="true">{slot ? `+ ${sayMinute(slot.from, reader.lang)}–${sayMinute(slot.to, reader.lang)}` : ""}</span>
            </button>
            {draft ? <div className={css["draft"]} style={slotStyle(draft, columns.length)} aria-hidden="true" /> : null}
            <div className={blocks["ghost"]} ref={ghost} hidden aria-hidden="true">
              <span />
              <span />
            </div>
          </div>
        </div>
      </div>
      <p id="calendar-keys" className="k-said">
        {t(words.keysHelp)}
      </p>
      <output className="k-said">
        {slot ? `${here?.said ?? ""}, ${sayMinute(slot.from, reader.lang)}–${sayMinute(slot.to, reader.lang)}` : ""}
      </output>
    </div>
  );
};

const slotStyle = ({ column, from, to }: Slot, columns: number): CSSProperties => ({
  left: `${(column / columns) * 100}%`,
  width: `${100 / columns}%`,
  top: `${(from / DAY_MINUTES) * 100}%`,
  height: `${((to - from) / DAY_MINUTES) * 100}%`,
});

const STEPS: Readonly<Record<string, { minutes: number; columns: number; length: number }>> = {
  ArrowUp: { minutes: -15, columns: 0, length: 0 },
  ArrowDown: { minutes: 15, columns: 0, length: 0 },
  ArrowLeft: { minutes: 0, columns: -1, length: 0 },
  ArrowRight: { minutes: 0, columns: 1, length: 0 },
  "+": { minutes: 0, columns: 0, length: 15 },
  "=": { minutes: 0, columns: 0, length: 15 },
  "-": { minutes: 0, columns: 0, length: -15 },
};

const nudgeOf = (
  event: React.KeyboardEvent,
  onNudge: (key: string, by: { minutes: number; columns: number; length: number }) => void,
): void => {
  const block = (event.target as HTMLElement).closest<HTMLElement>("[data-key]");
  const step = STEPS[event.key];
  if (!block || !step || block.dataset["fixed"] !== undefined) return;
  if (event.key.startsWith("Arrow") && !event.shiftKey) return;
  event.preventDefault();
  onNudge(block.dataset["key"] ?? "", step);
};

const ColumnOfHours = ({ column, at }: { column: Column; at: number }) => {
  const t = useSay();
  const { reader, onCrowd } = useLooks();
  const { span, events, shades, taken } = column;
  const { layout, byKey } = useMemo(
    () => ({
      layout: layOut(
        events.map((event) => stretchOf(event, span, reader.timeZone)),
        { most: MOST_BESIDE },
      ),
      byKey: new Map(events.map((event) => [keyOf(event), event])),
    }),
    [events, span, reader.timeZone],
  );
  return (
    <section className={css["column"]} aria-label={column.said} data-shut={column.open ? undefined : ""}>
      {shades?.map(({ from, to }) => (
        <span
          key={from}
          className={css["shade"]}
          style={{ top: `${(from / DAY_MINUTES) * 100}%`, height: `${((to - from) / DAY_MINUTES) * 100}%` }}
        />
      ))}
      {taken?.map(({ from, to }) => (
        <span
          key={from}
          className={css["taken"]}
          style={{ top: `${(from / DAY_MINUTES) * 100}%`, height: `${((to - from) / DAY_MINUTES) * 100}%` }}
        >
          {t(words.busy)}
        </span>
      ))}
      {layout.placed.map((placed) => {
        const event = byKey.get(placed.key);
        if (!event) return null;
        const { from, to } = msOf(event);
        return (
          <EventBlock
            key={placed.key}
            event={event}
            placed={placed}
            column={at}
            day={span.day}
            whole={{ begins: from >= span.from, ends: to <= span.to }}
          />
        );
      })}
      {layout.crowds.map(({ from, keys }) => (
        <button
          key={from}
          type="button"
          className={css["crowd"]}
          style={{ top: `${(from / DAY_MINUTES) * 100}%` }}
          onClick={() => onCrowd(span.day)}
        >
          {t(words.more, keys.length)}
        </button>
      ))}
      <NowLine span={span} />
    </section>
  );
};

const NowLine = ({ span }: { span: DaySpan }) => {
  const now = useNow();
  const { reader } = useLooks();
  if (now < span.from || now >= span.to) return null;
  return (
    <span className={css["now"]} style={{ top: `${(minuteIn(span, now, reader.timeZone) / DAY_MINUTES) * 100}%` }} aria-hidden="true" />
  );
};

/** A fresh page begins at the working day, or earlier when something takes place before it. */
// oxlint-disable react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps -- a page is begun once, not whenever an event changes
const useStartHour = (scroller: React.RefObject<HTMLElement | null>, columns: readonly Column[], pageKey: string): void => {
  const begun = useRef("");
  const { reader } = useLooks();
  const page = `${pageKey} ${columns.some(({ events }) => events.length > 0)}`;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || begun.current === page) return;
    begun.current = page;
    const starts = columns.flatMap(({ events, span }) => events.map((event) => minuteIn(span, msOf(event).from, reader.timeZone)));
    const earliest = Math.min(FIRST_HOUR * 60, ...starts.filter((minute) => minute >= DAWN));
    const hours = element.querySelector(`.${css["hours"]}`);
    element.scrollTo({ top: ((hours?.clientHeight ?? 0) * Math.floor(earliest / 60)) / 24 - ABOVE_PX });
  }, [page]);
};

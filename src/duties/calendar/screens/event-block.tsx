import { memo, type CSSProperties } from "react";
import { useSay } from "#web/i18n/language.tsx";
import { DAY_MINUTES } from "./days.ts";
import { EventMarks, marksSaid, useTitle } from "./event-marks.tsx";
import { keyOf, msOf, standingOf, type Event } from "./events.ts";
import type { Placed } from "./layout.ts";
import { lookOf, useLooks } from "./looks.tsx";
import { sayClocks, sayDayLong } from "./saying.ts";
import { words } from "./words.ts";
import css from "./event-block.module.css";

const SHORT = 40;
const TALL = 70;

const percent = (share: number): string => `${share * 100}%`;

/** An event in the hours of a column; it can be pressed, dragged and stretched. */
export const EventBlock = memo(
  ({
    event,
    placed,
    column,
    day,
    whole,
  }: {
    event: Event;
    placed: Placed;
    column: number;
    day: string;
    /** It begins and ends on this day, so that it can be dragged here. */
    whole: { begins: boolean; ends: boolean };
  }) => {
    const t = useSay();
    const titleOf = useTitle();
    const looks = useLooks();
    const { tint, open, writable, calendar } = lookOf(looks, event);
    const { from, to } = msOf(event);
    const clocks = sayClocks(from, to, looks.reader);
    const title = titleOf(event);
    const minutes = placed.to - placed.from;
    const style = {
      "--tint": tint,
      top: percent(placed.from / DAY_MINUTES),
      height: percent(minutes / DAY_MINUTES),
      left: `calc((100% - 6px) * ${placed.lane / placed.lanes})`,
      width: `calc((100% - 6px) * ${placed.fills / placed.lanes})`,
    } as CSSProperties;
    const key = keyOf(event);
    return (
      <button
        type="button"
        className={css["block"]}
        style={style}
        data-key={key}
        data-title={title}
        data-column={column}
        data-from={placed.from}
        data-to={placed.from + Math.max(15, Math.min(minutes, (to - from) / 60_000))}
        data-fixed={writable && whole.begins ? undefined : ""}
        data-size={minutes < SHORT ? "short" : minutes >= TALL ? "tall" : undefined}
        data-standing={standingOf(event, calendar?.owner.id)}
        data-open={open || undefined}
        aria-current={open ? "true" : undefined}
        title={writable ? `${title} · ${t(words.eventKeys)}` : title}
        onClick={() => looks.onOpen(event)}
      >
        <span className={css["title"]}>
          {title}
          <EventMarks event={event} />
        </span>{" "}
        <span className={css["time"]}>{clocks}</span>
        {event.location && minutes >= TALL ? <span className={css["place"]}> {event.location}</span> : null}
        <span className="k-said">
          {[", ", sayDayLong(day, looks.reader.lang), calendar ? `, ${calendar.owner.name}` : "", ...marksSaid(event, t)].join("")}
        </span>
        {writable && whole.ends ? <span className={css["edge"]} data-edge aria-hidden="true" /> : null}
      </button>
    );
  },
);

import type { CSSProperties } from "react";
import { useSay } from "#web/i18n/language.tsx";
import { formatClock } from "#web/i18n/time.ts";
import { EventMarks, marksSaid, useTitle } from "./event-marks.tsx";
import { isBar, keyOf, standingOf, type Event } from "./events.ts";
import { lookOf, useLooks } from "./looks.tsx";
import { sayDayLong } from "./saying.ts";
import css from "./event-block.module.css";

/** An event as one line: over whole days above the hours, and in the month. */
export const EventBar = ({ event, style, day }: { event: Event; style?: CSSProperties; day: string }) => {
  const t = useSay();
  const titleOf = useTitle();
  const looks = useLooks();
  const { tint, open, calendar, writable } = lookOf(looks, event);
  const title = titleOf(event);
  const clock = isBar(event) ? "" : formatClock(event.start, looks.reader);
  return (
    <button
      type="button"
      className={css["bar"]}
      style={{ ...style, "--tint": tint } as CSSProperties}
      data-key={keyOf(event)}
      data-fixed={writable ? undefined : ""}
      data-standing={standingOf(event, calendar?.owner.id)}
      data-open={open || undefined}
      aria-current={open ? "true" : undefined}
      title={title}
      onClick={() => looks.onOpen(event)}
    >
      {clock ? <span className={css["time"]}>{clock}</span> : null}{" "}
      <span className={css["title"]}>
        {title}
        <EventMarks event={event} />
      </span>
      <span className="k-said">
        {[", ", sayDayLong(day, looks.reader.lang), calendar ? `, ${calendar.owner.name}` : "", ...marksSaid(event, t)].join("")}
      </span>
    </button>
  );
};

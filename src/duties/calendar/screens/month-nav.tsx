import { useState } from "react";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { IconChevronLeft, IconChevronRight } from "#web/ui/icons.ts";
import { addMonths, monthDays } from "./days.ts";
import { sayDay } from "./saying.ts";
import { words } from "./words.ts";
import css from "./month-nav.module.css";

const MONTH = "2026-11".length;

/** A small month to go to any day from. */
export const MonthNav = ({
  day,
  days,
  today,
  onDay,
}: {
  day: string;
  days: readonly string[];
  today: string;
  onDay(day: string): void;
}) => {
  const t = useSay();
  const { lang } = useReader();
  const [turned, setTurned] = useState({ of: day, month: day });
  const month = turned.of === day ? turned.month : day;
  const shown = monthDays(month);
  const marked = new Set(days.length < 10 ? days : []);
  const turn = (by: number): void => setTurned({ of: day, month: addMonths(month, by) });
  return (
    <section className={css["nav"]} aria-label={t(words.monthNav)}>
      <header>
        <b>{sayDay(month, lang, { month: "long", year: "numeric" })}</b>
        <button type="button" aria-label={t(words.before)} onClick={() => turn(-1)}>
          <IconChevronLeft size={18} aria-hidden />
        </button>
        <button type="button" aria-label={t(words.after)} onClick={() => turn(1)}>
          <IconChevronRight size={18} aria-hidden />
        </button>
      </header>
      <div className={css["days"]}>
        {shown.slice(0, 7).map((one) => (
          <span key={one} aria-hidden="true">
            {sayDay(one, lang, { weekday: "narrow" })}
          </span>
        ))}
        {shown.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === today ? "date" : undefined}
            data-other={one.slice(0, MONTH) === month.slice(0, MONTH) ? undefined : ""}
            data-shown={marked.has(one) || undefined}
            onClick={() => onDay(one)}
          >
            {Number(one.slice(-2))}
            <span className="k-said"> {sayDay(one, lang, { month: "long" })}</span>
          </button>
        ))}
      </div>
    </section>
  );
};

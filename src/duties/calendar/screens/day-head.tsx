import type { Output } from "#web/api/client.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { weekdayOf } from "./days.ts";
import { sayDay } from "./saying.ts";
import { words } from "./words.ts";
import css from "./day-head.module.css";

/** A holiday, cuti bersama or closed day. */
export type Holiday = Output<"holiday.list">["days"][number];

/** The head of a day's column: its name and number; a press opens the day. */
export const DayHead = ({ day, today, onDay }: { day: string; today: string; onDay(day: string): void }) => {
  const { lang } = useReader();
  return (
    <button
      type="button"
      className={css["day"]}
      data-today={day === today || undefined}
      data-sunday={weekdayOf(day) === 6 || undefined}
      onClick={() => onDay(day)}
    >
      <span>{sayDay(day, lang, { weekday: "short" })}</span> <b>{Number(day.slice(-2))}</b>
      <span className="k-said"> {sayDay(day, lang, { month: "long" })}</span>
    </button>
  );
};

const KINDS = { holiday: words.holiday, "joint-leave": words.jointLeave, closed: words.closed } as const;

/** The holidays of a day, by their names. */
export const HolidayNote = ({ holidays }: { holidays: readonly Holiday[] }) => {
  const t = useSay();
  return (
    <>
      {holidays.map(({ name, kind }) => (
        <p key={name.en} className={css["holiday"]} data-kind={kind} title={`${t(name)} · ${t(KINDS[kind])}`}>
          {t(name)}
        </p>
      ))}
    </>
  );
};

import { useAsk } from "#web/api/hooks.ts";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { dayOf, formatClock } from "#web/i18n/time.ts";
import css from "./desk-side.module.css";
import { words } from "./presence-words.ts";

const MOST = 200;
const FROM = 7;
const TO = 18;

const hourOf = (instant: string, timeZone: string): number =>
  Number(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(Date.parse(instant)));

/** How many messages came in each hour of today, as bars: whoever glances sees when the desk is busy. */
export const HoursChart = () => {
  const t = useSay();
  const { lang, timeZone } = useReader();
  const now = useNow();
  const { data } = useAsk("message.list", { limit: MOST });
  const today = dayOf(now, timeZone);
  const counts = new Map<number, number>();
  for (const { takenAt } of data?.messages ?? []) {
    if (dayOf(Date.parse(takenAt), timeZone) !== today) continue;
    const hour = hourOf(takenAt, timeZone);
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  }
  if (counts.size === 0) return <p className={css["none"]}>{t(words.none)}</p>;
  const first = Math.min(FROM, ...counts.keys());
  const last = Math.max(TO, ...counts.keys());
  const hours = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const most = Math.max(...counts.values());
  const present = hourOf(new Date(now).toISOString(), timeZone);
  const clock = (hour: number): string => formatClock(new Date(Date.UTC(2026, 0, 1, hour)).toISOString(), { lang, timeZone: "UTC" });
  return (
    <ol className={css["chart"]}>
      {hours.map((hour) => {
        const count = counts.get(hour) ?? 0;
        return (
          <li key={hour} data-now={hour === present || undefined} title={t(words.perHour, count, clock(hour))}>
            <span className={css["count"]} aria-hidden="true">
              {count > 0 ? count : ""}
            </span>
            <span className={css["bar"]} style={{ height: `${(count / most) * 100}%` }} aria-hidden="true" />
            <span className={css["hour"]} aria-hidden="true">
              {hour}
            </span>
            {count > 0 ? <span className="k-said">{t(words.perHour, count, clock(hour))}</span> : null}
          </li>
        );
      })}
    </ol>
  );
};

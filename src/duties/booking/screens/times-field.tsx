import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "#web/api/hooks.ts";
import { serverNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { capital, dayOf, formatClock, formatDate, formatMoment, instantAt } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { addDays } from "#duties/calendar/screens/days.ts";
import css from "./booking-page.module.css";
import { deskWords as words } from "./desk-words.ts";

/** A time with instants as its ends. */
export type Time = { start: string; end: string };

/** So many times are offered at once. */
export const MOST_TIMES = 10;
const WEEK = 7;
const LEAST = 5;
const MOST_SHOWN = 50;
const HOUR_MS = 3_600_000;

/** Free times of people and rooms by day, week by week; each press takes one in or out. */
export const TimesField = ({
  of,
  minutes,
  value,
  onChange,
}: {
  /** People, rooms and things by their ids. */
  of: readonly string[];
  minutes: number;
  value: readonly Time[];
  onChange(times: readonly Time[]): void;
}) => {
  const t = useSay();
  const reader = useReader();
  const { timeZone } = reader;
  const [weeks, setWeeks] = useState(0);
  const [now] = useState(() => Math.ceil(serverNow() / HOUR_MS) * HOUR_MS);
  const first = addDays(dayOf(now, timeZone), weeks * WEEK);
  const at = (day: string): string => instantAt(day, "00:00", timeZone);
  const { data, error } = useAsk(
    "time.find",
    {
      of: [...of],
      minutes,
      from: weeks === 0 ? new Date(now).toISOString() : at(first),
      to: at(addDays(first, WEEK)),
      step: 60,
      timeZone,
      count: MOST_SHOWN,
      some: [],
    },
    { keep: true, enabled: minutes >= LEAST },
  );
  const chosen = new Set(value.map(({ start }) => start));
  const press = ({ start, end }: Time): void => {
    if (chosen.has(start)) onChange(value.filter((one) => one.start !== start));
    else if (value.length < MOST_TIMES) onChange([...value, { start, end }].toSorted((a, b) => (a.start < b.start ? -1 : 1)));
  };
  const byDay = Map.groupBy(data?.times ?? [], ({ start }) => dayOf(Date.parse(start), timeZone));
  return (
    <Stack gap="sm">
      {error && !data ? <Notice kind="trouble">{sentenceOf(error, t)}</Notice> : null}
      {data || error ? null : <WaitingRows rows={3} />}
      {data && data.times.length === 0 && data.why ? <Notice kind="warning">{t(data.why)}</Notice> : null}
      {[...byDay].map(([day, times]) => (
        <section key={day}>
          <h4>{capital(formatDate(day, reader, now))}</h4>
          <ul className={css["times"]}>
            {times.map(({ start, end }) => (
              <li key={start}>
                <button type="button" aria-pressed={chosen.has(start)} onClick={() => press({ start, end })}>
                  {formatClock(start, reader)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <Group>
        {weeks > 0 ? <ActButton label={words.earlier} onAct={() => setWeeks(weeks - 1)} /> : null}
        <ActButton label={words.later} onAct={() => setWeeks(weeks + 1)} />
      </Group>
      {value.length > 0 ? (
        <p aria-live="polite">
          {t(words.chosenTimes, value.length)}: {value.map(({ start }) => formatMoment(start, reader, now)).join("; ")}
        </p>
      ) : null}
    </Stack>
  );
};

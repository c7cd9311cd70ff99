import { Stack } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "#web/api/hooks.ts";
import { serverNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { capital, dayOf, instantAt } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { addDays } from "./days.ts";
import { sayClocks, sayDayLong } from "./saying.ts";
import { words } from "./words.ts";
import css from "./find-time.module.css";

const WEEK = 7;
const CHOICES = 8;
const STEP = 30;

const nextHalfHour = (now: number): number => Math.ceil(now / (STEP * 60_000)) * STEP * 60_000;

/** Times at which all of them are free, soonest first; when there is none, the one sentence that says why. */
export const FindTime = ({
  of,
  minutes,
  day,
  onChoose,
}: {
  /** People, rooms and things by their ids. */
  of: readonly string[];
  minutes: number;
  /** The first day that is wanted. */
  day: string;
  onChoose(start: number, end: number): void;
}) => {
  const t = useSay();
  const reader = useReader();
  const { lang, timeZone } = reader;
  const [weeks, setWeeks] = useState(1);
  const [now] = useState(() => nextHalfHour(serverNow()));
  const from = Math.max(now, Date.parse(instantAt(day, "00:00", timeZone)));
  const to = Date.parse(instantAt(addDays(dayOf(from, timeZone), weeks * WEEK), "00:00", timeZone));
  const { data, error, isFetching } = useAsk(
    "time.find",
    {
      of: [...of],
      some: [],
      minutes,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      step: STEP,
      timeZone,
      count: CHOICES,
    },
    { keep: true },
  );
  if (error && !data) return <Notice kind="trouble">{sentenceOf(error, t)}</Notice>;
  if (!data) return <WaitingRows rows={3} />;
  const allFree = of.length > 1 ? t(words.allFree, of.length) : t(words.isFree);
  // Where nothing is free, what a single change would open can be chosen just as well.
  const choices = [
    ...data.times.map(({ start, end }) => ({ start, end, said: allFree })),
    ...data.changes.map(({ start, end, text }) => ({ start, end, said: t(text) })),
  ];
  return (
    <Stack gap="md">
      {data.why ? <Notice kind="warning">{t(data.why)}</Notice> : null}
      {data.changes.length > 0 ? <h3 className={css["changes"]}>{t(words.oneChange)}</h3> : null}
      <ul className={css["times"]}>
        {choices.map(({ start, end, said }, at) => {
          const [first, last] = [Date.parse(start), Date.parse(end)];
          return (
            <li key={`${start} ${said}`}>
              <button type="button" data-autofocus={at === 0 || undefined} onClick={() => onChoose(first, last)}>
                <b>{sayClocks(first, last, reader)}</b> <span>{capital(sayDayLong(dayOf(first, timeZone), lang))}</span>
                <small>{said}</small>
              </button>
            </li>
          );
        })}
      </ul>
      <div>
        <ActButton label={words.lookFurther} loading={isFetching} disabled={weeks >= 8} onAct={() => setWeeks(weeks * 2)} />
      </div>
    </Stack>
  );
};

import { Checkbox, Group, Stack } from "@mantine/core";
import { serverNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { dayOf } from "#web/i18n/time.ts";
import { TextField } from "#web/ui/field.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { words } from "./words.ts";

/** From when to when, as the fields hold it: days, or with the clock. */
export type Period = { begins: string; ends: string; timed: boolean };

const DAY_MS = 86_400_000;
const FRIDAY = 5;
const WEEK = 7;
const EVENING = "17:00";
const MORNING = "08:00";
const DAY = "2026-11-23".length;

const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay();

/** The last days that people name most: today, tomorrow, the next Friday, a week from now. */
const quickDays = (now: number, timeZone: string) => {
  const today = dayOf(now, timeZone);
  const after = (days: number): string => dayOf(Date.parse(`${today}T12:00:00Z`) + days * DAY_MS, "UTC");
  return [
    { value: today, label: words.tonight },
    { value: after(1), label: words.tomorrow },
    { value: after((FRIDAY - weekdayOf(today) + WEEK) % WEEK || WEEK), label: words.friday },
    { value: after(WEEK), label: words.week },
  ];
};

/** The same moment with or without its clock. */
const timedAs = (period: Period, timed: boolean): Period => {
  const shape = (text: string, clock: string): string => {
    if (text === "") return "";
    return timed ? `${text.slice(0, DAY)}T${clock}` : text.slice(0, DAY);
  };
  return { timed, begins: shape(period.begins, MORNING), ends: shape(period.ends, EVENING) };
};

/** Chooses the period of a mandate; the days that people name most are one press away. */
export const PeriodFields = ({ period, refusal, onPeriod }: { period: Period; refusal: unknown; onPeriod(period: Period): void }) => {
  const t = useSay();
  const { timeZone } = useReader();
  const days = quickDays(serverNow(), timeZone).filter(({ value }, index, all) => all.findIndex((one) => one.value === value) === index);
  const { begins, ends, timed } = period;
  const type = timed ? "datetime-local" : "date";
  return (
    <Stack gap="sm">
      <Filters
        label={words.quick}
        value={ends.slice(0, DAY)}
        onChange={(day) => onPeriod({ ...period, ends: timed ? `${day}T${EVENING}` : day })}
        filters={days}
      />
      <Group grow align="flex-start">
        <TextField
          label={words.fromDay}
          help={words.fromHelp}
          path="begins"
          refusal={refusal}
          optional
          type={type}
          value={begins}
          onChange={(value) => onPeriod({ ...period, begins: value })}
        />
        <TextField
          label={timed ? words.endsAt : words.lastDay}
          help={timed ? words.endsAtHelp : words.lastDayHelp}
          path="ends"
          refusal={refusal}
          required
          type={type}
          value={ends}
          onChange={(value) => onPeriod({ ...period, ends: value })}
        />
      </Group>
      <Checkbox label={t(words.withClock)} checked={timed} onChange={(event) => onPeriod(timedAs(period, event.currentTarget.checked))} />
    </Stack>
  );
};

import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import { readSetting, writeSetting } from "#kernel/settings/settings.ts";
import type { daysContract } from "../contract/days.ts";
import { KNOWN_YEARS } from "../days/known.ts";
import { daysUnclear } from "../errors.ts";
import { companyHoursSetting } from "../settings.ts";
import { daysBetween, insertDays, removeDays, type DayRow } from "../store/days.ts";

type Handle = Handlers<typeof daysContract>;
type Day = { day: string; kind: "holiday" | "joint-leave" | "closed"; name: { id: string; en: string }; source: string };

const present = (row: DayRow): Day => ({ day: row.day, kind: row.kind as "holiday", name: row.name as Day["name"], source: row.source });
const sameDay = (row: DayRow, day: Omit<Day, "source">, source: string): boolean => {
  const { name } = present(row);
  return row.day === day.day && row.kind === day.kind && row.source === source && name.id === day.name.id && name.en === day.name.en;
};

const set: Handle["holiday.set"] = async (work, input) => {
  const known = KNOWN_YEARS[input.year];
  const days = input.days ?? known?.days;
  const source = input.source ?? known?.source;
  const inYear = days?.every(({ day }) => day.startsWith(`${input.year}-`));
  if (!days || !source || !inYear || new Set(days.map(({ day, kind }) => `${day} ${kind}`)).size < days.length) throw daysUnclear();
  const before = await daysBetween(work, `${input.year}-01-01`, `${input.year}-12-31`);
  const gone = before.filter((row) => !days.some((day) => sameDay(row, day, source)));
  const fresh = days.filter((day) => !before.some((row) => sameDay(row, day, source)));
  await removeDays(
    work,
    gone.map(({ id }) => id),
    work.at,
  );
  await insertDays(
    work,
    fresh.map(({ day, kind, name }) => ({ id: newId(), day, kind, name: JSON.stringify(name), source, addedAt: work.at })),
  );
  work.touch("company_day");
  return { added: fresh.length, removed: gone.length, same: days.length - fresh.length };
};

/** Days on which the company as a whole does not work, and the hours that it keeps. */
export const daysUseCases = {
  "holiday.list": async (work, { from, to }) => ({ days: (await daysBetween(work, from, to)).map(present) }),
  "holiday.set": set,
  "company-hours.show": (work) => readSetting(work, companyHoursSetting),
  "company-hours.set": async (work, input) => {
    await writeSetting(work, companyHoursSetting, input);
    return input;
  },
} satisfies Handle;

import { readSetting } from "#kernel/settings/settings.ts";
import { nameOf, personFacts, type WorkingHours } from "#duties/people/index.ts";
import { busyPeriods, type Period } from "./busy.ts";
import { busyColumns, minuteAfter, minuteOf, TENTATIVE, type Busy } from "./finding/busy.ts";
import type { Break, Closed, Participant, Rules, Season, Span, Week } from "./finding/rules.ts";
import type { Window } from "./rules/occurring.ts";
import { companyHoursSetting } from "./settings.ts";
import { daysBetween } from "./store/days.ts";
import { readOwners, type OwnerRow } from "./store/owners.ts";

type At = { readonly tx: unknown; readonly now: Temporal.Instant };

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const span = ({ from, to }: { from: string; to: string }): Span => ({ from: minutes(from), to: minutes(to) });
const FRIDAY = 5;

const weekOf = (hours: WorkingHours): Week =>
  (["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const).map((day) => (hours[day] ?? []).map(span)) as unknown as Week;

/** The hours of a season on the days that somebody works at all. */
const during = (week: Week, hours: Span): Week => week.map((spans) => (spans.length > 0 ? [hours] : [])) as unknown as Week;

/** Company-wide rules: closed days of a range, Friday prayer, Ramadan. */
export type House = { closed: Closed[]; breaks: Break[]; ramadan: { from: string; to: string; hours: Span }[] };

/** Reads the rules that hold for everybody in a window. */
export const houseRules = async (work: At, window: Window): Promise<House> => {
  const [from, to] = [window.from, window.to].map((ms) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO("UTC").toPlainDate(),
  ) as [Temporal.PlainDate, Temporal.PlainDate];
  const days = await daysBetween(work, from.subtract({ days: 1 }).toString(), to.add({ days: 1 }).toString());
  const { fridayPrayer, ramadan } = await readSetting(work, companyHoursSetting);
  return {
    closed: days.map(({ day, name }) => ({ day, name: name as Closed["name"] })),
    breaks: fridayPrayer ? [{ ...span(fridayPrayer), name: { id: "Salat Jumat", en: "Friday prayer" }, weekdays: [FRIDAY] }] : [],
    ramadan: ramadan.map((one) => ({ from: one.from, to: one.to, hours: span(one.hours) })),
  };
};

const columns = (periods: readonly Period[]): Busy =>
  busyColumns({
    starts: Int32Array.from(periods, ({ start }) => minuteOf(start)),
    ends: Int32Array.from(periods, ({ end }) => minuteAfter(end)),
    marks: Uint8Array.from(periods, ({ busy }) => (busy === 1 ? TENTATIVE : 0)),
  });

const rulesOf = (owner: OwnerRow | undefined, hours: WorkingHours | undefined, house: House): Rules => {
  const limits: Rules = {
    ...(owner?.bufferMinutes ? { before: owner.bufferMinutes, after: owner.bufferMinutes } : {}),
    ...(owner?.mostPerDay ? { perDay: owner.mostPerDay } : {}),
    ...(owner?.capacity && owner.capacity > 1 ? { capacity: owner.capacity } : {}),
  };
  if (!hours) return limits;
  const week = weekOf(hours);
  const seasons: Season[] = house.ramadan.map(({ from, to, hours: open }) => ({
    from,
    to,
    name: { id: "Ramadan", en: "Ramadan" },
    hours: during(week, open),
  }));
  return { ...limits, hours: week, seasons, breaks: house.breaks, closed: house.closed };
};

/**
 * People, rooms and things as the search for a free time wants them: their busy time in a window, their working hours,
 * the company's closed days, Friday prayer and Ramadan, their buffers and limits. In the order asked for; those whom
 * nobody knows are left out.
 */
export const participantsFor = async (work: At, ids: readonly string[], window: Window): Promise<Participant[]> => {
  const owners = new Map((await readOwners(work, ids)).map((owner) => [owner.id, owner]));
  const facts = await personFacts(
    work,
    ids.filter((id) => (owners.get(id)?.kind ?? "person") === "person"),
  );
  const names = await nameOf(work, ids);
  const [busy, house] = [await busyPeriods(work, [...owners.keys()], window), await houseRules(work, window)];
  return ids.flatMap((id) => {
    const [owner, person] = [owners.get(id), facts.get(id)];
    if (!owner && !person) return [];
    return [
      {
        id,
        name: names.get(id) ?? owner?.name ?? person!.name,
        zone: person?.timeZone ?? owner!.timeZone,
        rules: rulesOf(owner, person?.workingHours, house),
        busy: columns(busy.get(id) ?? []),
      },
    ];
  });
};

import type { Work } from "#kernel/pipeline/work.ts";
import {
  busyOf,
  chosen,
  ensureOwners,
  findSlots,
  lockOwners,
  minuteAfter,
  minuteOf,
  MINUTE_MS,
  participantsFor,
  type Participant,
} from "#duties/calendar/index.ts";
import { hostMissing, timeTaken } from "./errors.ts";
import { liveBookings, sharesOfHosts } from "./store/bookings.ts";
import type { PageRow } from "./store/pages.ts";

type At = { readonly tx: unknown; readonly now: Temporal.Instant };
type Range = { from: number; to: number };

const DAY = 86_400_000;
const DAY_MINUTES = 1440;
/** What a page holds at once is for its hosts to say. */
const ANY_NUMBER = 1000;
const NEXT_TIMES = 5;

const instantOf = (minute: number): string => Temporal.Instant.fromEpochMilliseconds(minute * MINUTE_MS).toString();

/** The page itself, with its own notice, reach and limit. */
const service = async (work: At, page: PageRow, { from, to }: Range): Promise<Participant> => {
  const [first, last] = [from, to].map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toString()) as [string, string];
  const taken = page.perDay ? await liveBookings(work, page.id, first, last) : [];
  const minute = (at: string): number => minuteOf(Temporal.Instant.from(at).epochMilliseconds);
  return {
    id: page.id,
    name: page.slug,
    zone: page.timeZone,
    rules: {
      notice: page.noticeMinutes,
      ahead: page.aheadDays * DAY_MINUTES,
      capacity: ANY_NUMBER,
      ...(page.perDay ? { perDay: page.perDay } : {}),
    },
    busy: busyOf(taken.map(({ startAt, endAt }) => ({ start: minute(startAt), end: minute(endAt) }))),
  };
};

const buffered =
  (minutes: number) =>
  (one: Participant): Participant => ({
    ...one,
    rules: { ...one.rules, before: Math.max(one.rules.before ?? 0, minutes), after: Math.max(one.rules.after ?? 0, minutes) },
  });

const look = async (work: At, page: PageRow, { from, to }: Range, count: number) => {
  const window = { from: from - DAY, to: to + DAY };
  const found = await participantsFor(work, [...page.hosts, ...page.rooms], window);
  const hosts = found.filter(({ id }) => page.hosts.includes(id)).map(buffered(page.bufferMinutes));
  const rooms = found.filter(({ id }) => page.rooms.includes(id));
  if (hosts.length === 0 || rooms.length < page.rooms.length) return { slots: [], hosts };
  const one = page.kind === "person";
  const { slots } = findSlots(
    {
      now: minuteAfter(work.now.epochMilliseconds),
      from: minuteAfter(from),
      until: minuteAfter(to),
      duration: page.minutes,
      step: page.step,
      zone: page.timeZone,
      all: [await service(work, page, window), ...rooms, ...(one ? hosts : [])],
      some: one ? [] : [{ need: 1, of: hosts }],
    },
    count,
    page.step,
  );
  return { slots, hosts };
};

/** The free times of a page in a range, in order, as instants. */
export const freeTimes = async (work: At, page: PageRow, range: Range, count: number): Promise<{ start: string; end: string }[]> => {
  const from = Math.max(range.from, work.now.epochMilliseconds);
  const to = Math.min(range.to, work.now.epochMilliseconds + (page.aheadDays + 1) * DAY);
  if (to <= from) return [];
  const { slots } = await look(work, page, { from, to }, count);
  return slots.map(({ start, end }) => ({ start: instantOf(start), end: instantOf(end) }));
};

const busyMinutes = ({ busy }: Participant): number => busy.starts.reduce((sum, start, i) => sum + busy.ends[i]! - start, 0);

const whoseTurn = async (work: At, page: PageRow, hosts: readonly Participant[], free: readonly string[]): Promise<string> => {
  if (page.kind === "person") return page.hosts[0]!;
  const shares = new Map((await sharesOfHosts(work, page.id)).map((one) => [one.hostId, one]));
  const team = hosts.map((host) => {
    const share = shares.get(host.id);
    const last = share ? { last: minuteOf(Temporal.Instant.from(share.last).epochMilliseconds) } : {};
    return { id: host.id, assigned: Number(share?.n ?? 0), load: busyMinutes(host), ...last };
  });
  return chosen(team, free, 1, page.fairness as "round-robin")![0]!;
};

/**
 * Decides whether a start is free now, and whose it becomes. Everybody's time is held first and until the work ends, so
 * that of many who want one time the first gets it and the others are told the next free ones.
 */
export const claim = async (work: Work, page: PageRow, start: string): Promise<{ hostId: string; end: string }> => {
  const at = Temporal.Instant.from(start).epochMilliseconds;
  const wanted = [...page.hosts, ...page.rooms];
  if ((await ensureOwners(work, wanted)).length < wanted.length) throw hostMissing();
  await lockOwners(work, wanted);
  const { slots, hosts } = await look(work, page, { from: at, to: at + MINUTE_MS }, 1);
  const [slot] = slots;
  if (!slot || slot.start * MINUTE_MS !== at) {
    const from = Math.max(at - DAY / 2, work.now.epochMilliseconds);
    throw timeTaken(await freeTimes(work, page, { from, to: from + 14 * DAY }, NEXT_TIMES));
  }
  return { hostId: await whoseTurn(work, page, hosts, slot.free[0] ?? []), end: instantOf(slot.end) };
};

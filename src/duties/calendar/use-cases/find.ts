import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { findContract } from "../contract/find.ts";
import { rangeUnclear } from "../errors.ts";
import type { Ask } from "../finding/ask.ts";
import { MINUTE_MS, minuteAfter, minuteOf } from "../finding/busy.ts";
import { explain } from "../finding/explain.ts";
import type { Participant } from "../finding/rules.ts";
import { findSlots } from "../finding/search.ts";
import { participantsFor } from "../participants.ts";

type Handle = Handlers<typeof findContract>;

const MOST_DAYS = 400;
const DAY = 86_400_000;

const instantOf = (minute: number): string => Temporal.Instant.fromEpochMilliseconds(minute * MINUTE_MS).toString();

const find: Handle["time.find"] = async (work, input) => {
  const [from, to] = [input.from, input.to].map((text) => Temporal.Instant.from(text).epochMilliseconds) as [number, number];
  if (to <= from || to - from > MOST_DAYS * DAY) throw rangeUnclear(MOST_DAYS);
  const ids = [...new Set([...input.of, ...input.some.flatMap(({ of }) => of)])];
  // Appointments before and after count for buffers, and those of the whole day for limits.
  const found = new Map((await participantsFor(work, ids, { from: from - DAY, to: to + 8 * DAY })).map((one) => [one.id, one]));
  const known = (list: readonly string[]): Participant[] => [...new Set(list)].flatMap((id) => found.get(id) ?? []);
  const ask: Ask = {
    now: minuteAfter(work.now.epochMilliseconds),
    from: Math.max(minuteAfter(from), minuteAfter(work.now.epochMilliseconds)),
    until: minuteOf(to),
    duration: input.minutes,
    step: input.step,
    zone: input.timeZone ?? work.actor.timeZone,
    all: known(input.of),
    some: input.some.map(({ need, of }) => ({ need, of: known(of) })),
  };
  const { slots } = findSlots(ask, input.count, input.minutes);
  const times = slots.map(({ start, end, free }) => ({ start: instantOf(start), end: instantOf(end), free }));
  return { times, why: times.length > 0 ? null : explain(ask).text };
};

/** Looking for a time that suits everybody. */
export const findUseCases = { "time.find": find } satisfies Handle;

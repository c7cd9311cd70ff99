import * as fc from "fast-check";
import { expect, test } from "vitest";
import { NOBODY_WAITS, OFFERED_FOR, nextAt, step, type Effect, type Event, type Waiter, type WaitingList } from "./waiting-list.ts";

const who = fc.constantFrom("ani", "budi", "citra", "dewi");
const slot = fc.constantFrom("a", "b", "c");
const startOf = { a: 120, b: 200, c: 800 } as const;

const event: fc.Arbitrary<(now: number, list: WaitingList) => Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(who, fc.constantFrom(0, 150)).map(([id, from]) => (since: number): Event => ({
      kind: "join",
      waiter: { id, since, from, until: 900 },
    })),
  },
  { weight: 1, arbitrary: who.map((who) => (): Event => ({ kind: "leave", who })) },
  { weight: 3, arbitrary: slot.map((slot) => (): Event => ({ kind: "freed", slot, start: startOf[slot as keyof typeof startOf] })) },
  { weight: 1, arbitrary: slot.map((slot) => (): Event => ({ kind: "gone", slot })) },
  {
    weight: 2,
    arbitrary: fc.tuple(who, slot).map(([who, slot]) => (): Event => ({ kind: "accept", who, slot })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(who, slot).map(([who, slot]) => (): Event => ({ kind: "decline", who, slot })),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom("accept", "decline").map((kind) => (_: number, { freed }: WaitingList): Event => {
      const held = freed.find(({ offer }) => offer);
      return held ? { kind, who: held.offer!.to, slot: held.id } : { kind: "tick" };
    }),
  },
  { weight: 3, arbitrary: fc.constant((): Event => ({ kind: "tick" })) },
);

type Seen = { now: number; event: Event; effects: Effect[]; before: WaitingList; after: WaitingList };

const run = (script: readonly (readonly [number, (now: number, list: WaitingList) => Event])[]): Seen[] => {
  let list = NOBODY_WAITS;
  let now = 0;
  return script.map(([wait, make]) => {
    now += wait;
    const before = list;
    const event = make(now, before);
    const { list: after, effects } = step(before, event, now);
    list = after;
    return { now, event, effects, before, after };
  });
};

const scripts = fc.array(fc.tuple(fc.constantFrom(0, 1, 5, 14, 15, 40), event), { minLength: 1, maxLength: 25 });
const only = <K extends Effect["kind"]>(effects: readonly Effect[], kind: K) =>
  effects.filter((effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind);

/** An own account of who holds what, kept from the effects alone; `wrong` tells what must not happen. */
class Ledger {
  readonly held = new Map<string, { who: string; until: number }>();
  readonly wrong: string[] = [];

  follow({ now, event, effects }: Seen): void {
    for (const { who, slot } of only(effects, "expired")) this.#end(slot, (held) => held.who === who && held.until <= now, "expired");
    if (event.kind === "decline" && this.held.get(event.slot)?.who === event.who) this.held.delete(event.slot);
    if (event.kind === "leave") for (const [slot, { who }] of this.held) if (who === event.who) this.held.delete(slot);
    for (const { who, slot } of only(effects, "book")) this.#end(slot, (held) => held.who === who && held.until > now, "booked");
    for (const { who, slot } of only(effects, "withdrawn")) this.#end(slot, (held) => held.who === who, "withdrawn");
    for (const offer of only(effects, "offer")) {
      if (this.held.has(offer.slot)) this.wrong.push(`${offer.slot} offered twice at once`);
      if ([...this.held.values()].some(({ who }) => who === offer.who)) this.wrong.push(`${offer.who} has two offers`);
      const until = Math.min(now + OFFERED_FOR, startOf[offer.slot as keyof typeof startOf]);
      if (offer.until !== until) this.wrong.push(`${offer.slot} kept until ${offer.until}, not ${until}`);
      this.held.set(offer.slot, offer);
    }
  }

  #end(slot: string, fits: (held: { who: string; until: number }) => boolean, how: string): void {
    const held = this.held.get(slot);
    if (!held || !fits(held)) this.wrong.push(`${slot} ${how} against its offer`);
    this.held.delete(slot);
  }
}

test("a slot is kept for one at a time, for fifteen minutes, and booked only by whom it is kept for, in time", () => {
  let books = 0;
  fc.assert(
    fc.property(scripts, (script) => {
      const ledger = new Ledger();
      for (const seen of run(script)) {
        ledger.follow(seen);
        expect(ledger.wrong).toEqual([]);
        const open = seen.after.freed.flatMap(({ id, offer }) => (offer ? [[id, offer.to, offer.until]] : []));
        const kept = [...ledger.held].filter(([, { until }]) => until > seen.now).map(([id, { who, until }]) => [id, who, until]);
        expect(open.sort()).toEqual(kept.sort());
        books += only(seen.effects, "book").length;
      }
    }),
    { numRuns: 1500 },
  );
  expect(books).toBeGreaterThan(20);
});

const wants = ({ from, until }: Waiter, start: number): boolean => from <= start && start < until;

test("whoever waited longest is asked first, nobody is asked twice, and no slot lies idle while somebody could have it", () => {
  fc.assert(
    fc.property(scripts, (script) => {
      for (const { now, before, after, effects } of run(script)) {
        for (const { who, slot } of only(effects, "offer")) {
          const start = startOf[slot as keyof typeof startOf];
          const me = after.waiters.find(({ id }) => id === who)!;
          const asked = after.freed.find(({ id }) => id === slot)!.asked;
          expect(asked.filter((id) => id === who)).toEqual([who]);
          const engaged = new Set(after.freed.flatMap(({ offer }) => (offer ? [offer.to] : [])));
          const passedOver = after.waiters.filter((one) => one.since < me.since && wants(one, start) && !asked.includes(one.id));
          expect(passedOver.filter(({ id }) => !engaged.has(id))).toEqual([]);
        }
        const busy = new Set(after.freed.flatMap(({ offer }) => (offer ? [offer.to] : [])));
        for (const { id, start, asked, offer } of after.freed) {
          expect(start).toBeGreaterThan(now);
          const wanting = after.waiters.filter((one) => wants(one, start) && !asked.includes(one.id));
          if (!offer) expect(wanting.length > 0 && wanting.every((one) => busy.has(one.id)), id).toBe(true);
        }
        for (const { slot } of only(effects, "release")) expect(after.freed.map(({ id }) => id)).not.toContain(slot);
        expect(nextAt(after) ?? Infinity).toBeGreaterThan(now);
        expect(step(after, { kind: "tick" }, now)).toEqual({ list: after, effects: [] });
        expect(before).toEqual(structuredClone(before));
      }
    }),
    { numRuns: 1500 },
  );
});

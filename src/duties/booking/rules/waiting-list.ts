import type { Minute } from "#duties/calendar/index.ts";

/** How long a freed slot is kept for one who waits, in minutes. */
export const OFFERED_FOR = 15;

/** Somebody who waits, for a slot that begins in [from, until). */
export type Waiter = { id: string; since: Minute; from: Minute; until: Minute };

/** A freed slot: who was asked already, and to whom it is offered now, until when (that minute not included). */
export type Freed = { id: string; start: Minute; asked: readonly string[]; offer?: { to: string; until: Minute } };

/** Who waits and what is free, as plain data; kept by the caller, changed only by `step`. */
export type WaitingList = { readonly waiters: readonly Waiter[]; readonly freed: readonly Freed[] };

/** A list on which nobody waits. */
export const NOBODY_WAITS: WaitingList = { waiters: [], freed: [] };

/** What happens to a list. `tick` is due at `nextAt`; later does no harm. `gone`: the slot was booked or withdrawn otherwise. */
export type Event =
  | { kind: "join"; waiter: Waiter }
  | { kind: "leave"; who: string }
  | { kind: "freed"; slot: string; start: Minute }
  | { kind: "gone"; slot: string }
  | { kind: "accept" | "decline"; who: string; slot: string }
  | { kind: "tick" };

/** What the caller has to do: hold the slot and tell somebody, book it, say that time is up, or let the public have it. */
export type Effect =
  | { kind: "offer"; who: string; slot: string; until: Minute }
  | { kind: "book"; who: string; slot: string }
  | { kind: "expired" | "withdrawn" | "too-late"; who: string; slot: string }
  | { kind: "release"; slot: string };

type Change = { list: WaitingList; effects: Effect[] };

const sooner = (a: Waiter, b: Waiter): number => a.since - b.since || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Lets go of offers whose time is up and of slots that have begun. */
const expire = ({ waiters, freed }: WaitingList, now: Minute): Change => {
  const effects: Effect[] = [];
  const kept = freed.flatMap((slot): Freed[] => {
    const { offer, ...rest } = slot;
    const isOver = offer !== undefined && offer.until <= now;
    if (isOver) effects.push({ kind: "expired", who: offer.to, slot: slot.id });
    return slot.start <= now ? [] : [isOver ? rest : slot];
  });
  return { list: { waiters, freed: kept }, effects };
};

/** Offers every slot without an offer to the first who waits for it, was not asked yet and has no other offer; what nobody wants is released. */
const offer = ({ waiters, freed }: WaitingList, now: Minute): Change => {
  const effects: Effect[] = [];
  const engaged = new Set(freed.flatMap(({ offer }) => (offer ? [offer.to] : [])));
  const kept = [...freed]
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
    .flatMap((slot): Freed[] => {
      if (slot.offer) return [slot];
      const wanting = waiters.filter(({ id, from, until }) => from <= slot.start && slot.start < until && !slot.asked.includes(id));
      const next = wanting.find(({ id }) => !engaged.has(id));
      if (!next) {
        if (wanting.length > 0) return [slot];
        effects.push({ kind: "release", slot: slot.id });
        return [];
      }
      engaged.add(next.id);
      const until = Math.min(now + OFFERED_FOR, slot.start);
      effects.push({ kind: "offer", who: next.id, slot: slot.id, until });
      return [{ ...slot, asked: [...slot.asked, next.id], offer: { to: next.id, until } }];
    });
  return { list: { waiters, freed: kept }, effects };
};

const withoutOffer = ({ id, start, asked }: Freed): Freed => ({ id, start, asked });

const answered = ({ waiters, freed }: WaitingList, event: { kind: "accept" | "decline"; who: string; slot: string }): Change => {
  const { kind, who, slot } = event;
  const held = freed.find(({ id, offer }) => id === slot && offer?.to === who);
  if (!held) return { list: { waiters, freed }, effects: kind === "accept" ? [{ kind: "too-late", who, slot }] : [] };
  if (kind === "decline") return { list: { waiters, freed: freed.map((one) => (one === held ? withoutOffer(one) : one)) }, effects: [] };
  const left = { waiters: waiters.filter(({ id }) => id !== who), freed: freed.filter((one) => one !== held) };
  return { list: left, effects: [{ kind: "book", who, slot }] };
};

const happened = (list: WaitingList, event: Event): Change => {
  const { waiters, freed } = list;
  switch (event.kind) {
    case "join":
      return { list: { waiters: [...waiters.filter(({ id }) => id !== event.waiter.id), event.waiter].sort(sooner), freed }, effects: [] };
    case "leave": {
      const rest = freed.map((slot) => (slot.offer?.to === event.who ? withoutOffer(slot) : slot));
      return { list: { waiters: waiters.filter(({ id }) => id !== event.who), freed: rest }, effects: [] };
    }
    case "freed": {
      const others = freed.some(({ id }) => id === event.slot) ? freed : [...freed, { id: event.slot, start: event.start, asked: [] }];
      return { list: { waiters, freed: others }, effects: [] };
    }
    case "gone": {
      const to = freed.find(({ id }) => id === event.slot)?.offer?.to;
      const effects: Effect[] = to === undefined ? [] : [{ kind: "withdrawn", who: to, slot: event.slot }];
      return { list: { waiters, freed: freed.filter(({ id }) => id !== event.slot) }, effects };
    }
    case "accept":
    case "decline":
      return answered(list, event);
    case "tick":
      return { list, effects: [] };
  }
};

/** The list after an event at a time, and what follows from it: first what ran out, then the event, then new offers. */
export const step = (list: WaitingList, event: Event, now: Minute): Change => {
  const over = expire(list, now);
  const next = happened(over.list, event);
  const started = next.list.freed.filter(({ start }) => start > now);
  const offers = offer({ waiters: next.list.waiters, freed: started }, now);
  return { list: offers.list, effects: [...over.effects, ...next.effects, ...offers.effects] };
};

/** When the next offer runs out or the next slot begins: the time for a `tick`; undefined when nothing is open. */
export const nextAt = ({ freed }: WaitingList): Minute | undefined => {
  const times = freed.map(({ start, offer }) => Math.min(start, offer?.until ?? Infinity));
  return times.length > 0 ? Math.min(...times) : undefined;
};

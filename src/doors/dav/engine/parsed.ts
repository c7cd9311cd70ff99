import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { FoundObject } from "./backend.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";

const seen = new WeakMap<FoundObject, Component | null>();

/** The VCALENDAR or VCARD of a stored object, read once per object however many filters and properties look at it. */
export const parsedOf = (object: FoundObject): Component | undefined => {
  const known = seen.get(object);
  if (known !== undefined) return known ?? undefined;
  const [first] = object.text === undefined ? [] : parse(object.text).components;
  seen.set(object, first ?? null);
  return first;
};

const PIECES = 50;

/** Lets others have their turn during long work: called between two pieces, it waits for the event loop's next round now and then. */
export class Turns {
  #pieces = 0;

  async pass(): Promise<void> {
    this.#pieces += 1;
    if (this.#pieces % PIECES === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

import type { Component } from "../lines/component.ts";
import { writeMoment, type Moment } from "../values/moment.ts";

/** What occurrences of one component have in common; `form` is how their series writes wall times, undefined when it does not repeat. */
export type Source = {
  readonly uid: string;
  readonly allDay: boolean;
  readonly floating: boolean;
  readonly override: boolean;
  readonly component: Component;
  readonly form: Moment["form"] | undefined;
};

/** One instance of a series; instants are epoch milliseconds, the end not included. */
export class Occurrence {
  readonly start: number;
  readonly end: number;
  readonly #source: Source;
  readonly #original: number;

  /** `original` is the wall time that the rule gave it, whatever an override made of it. */
  constructor(start: number, end: number, source: Source, original: number) {
    this.start = start;
    this.end = end;
    this.#source = source;
    this.#original = original;
  }

  /** The UID of its series. */
  get uid(): string {
    return this.#source.uid;
  }

  /** Whether it is made of whole days. */
  get allDay(): boolean {
    return this.#source.allDay;
  }

  /** Whether it has no zone of its own, so that its instants depend on who looks; true of whole days too. */
  get floating(): boolean {
    return this.#source.floating;
  }

  /** Whether an override speaks for it. */
  get override(): boolean {
    return this.#source.override;
  }

  /** The component that describes it: the master or an override. */
  get component(): Component {
    return this.#source.component;
  }

  /** Which instance of its series it is, written as the series writes its start; undefined when it does not repeat. */
  get recurrenceId(): string | undefined {
    const { form } = this.#source;
    return form && writeMoment({ form, local: this.#original });
  }

  /** Whether it lies in a window as RFC 4791 §9.9 tells it: one without length belongs to the window that it begins in. */
  isIn(from: number, to: number): boolean {
    return this.start < to && (this.end > from || (this.end === this.start && this.start >= from));
  }
}

/** Beyond this, start and place of an occurrence no longer fit into one exact number. */
const EXACT = 2 ** 53;

/** Puts occurrences in order of their start; those that begin together stay as they were. */
export const sortByStart = (occurrences: Occurrence[]): void => {
  const count = occurrences.length;
  let [least, most, sorted] = [Infinity, -Infinity, true];
  for (const { start } of occurrences) {
    if (start < most) sorted = false;
    least = Math.min(least, start);
    most = Math.max(most, start);
  }
  if (sorted) return;
  if ((most - least + 1) * count > EXACT) {
    occurrences.sort((a, b) => a.start - b.start);
    return;
  }
  // Start and place packed into one number are sorted natively, several times faster than objects by a function.
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = (occurrences[i]!.start - least) * count + i;
  keys.sort();
  const unsorted = occurrences.slice();
  for (let i = 0; i < count; i++) occurrences[i] = unsorted[keys[i]! % count]!;
};

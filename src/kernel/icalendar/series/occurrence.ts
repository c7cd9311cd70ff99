import type { Component } from "../lines/component.ts";
import { writeMoment, type Moment } from "../values/moment.ts";

/** One instance of a series; instants are epoch milliseconds, the end not included. */
export class Occurrence {
  readonly uid: string;
  readonly start: number;
  readonly end: number;
  readonly allDay: boolean;
  /** Whether it has no zone of its own, so that its instants depend on who looks; true of whole days too. */
  readonly floating: boolean;
  /** Whether an override speaks for it. */
  readonly override: boolean;
  /** The component that describes it: the master or an override. */
  readonly component: Component;
  readonly #form: Moment["form"] | undefined;
  readonly #original: number;

  /** `original` is the wall time that the rule gave it, `form` how the series writes wall times (none when it does not repeat). */
  constructor(
    uid: string,
    start: number,
    end: number,
    source: { allDay: boolean; floating: boolean; override: boolean; component: Component },
    original: number,
    form: Moment["form"] | undefined,
  ) {
    this.uid = uid;
    this.start = start;
    this.end = end;
    this.allDay = source.allDay;
    this.floating = source.floating;
    this.override = source.override;
    this.component = source.component;
    this.#original = original;
    this.#form = form;
  }

  /** Which instance of its series it is, written as the series writes its start; undefined when it does not repeat. */
  get recurrenceId(): string | undefined {
    return this.#form && writeMoment({ form: this.#form, local: this.#original });
  }

  /** Whether it lies in a window as RFC 4791 §9.9 tells it: one without length belongs to the window that it begins in. */
  isIn(from: number, to: number): boolean {
    return this.start < to && (this.end > from || (this.end === this.start && this.start >= from));
  }
}

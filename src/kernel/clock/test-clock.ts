import type { Clock } from "./clock.ts";

/** A clock that stands still until a test moves it; alarms ring in the order of their instants. */
export class TestClock implements Clock {
  #now: Temporal.Instant;
  #alarms = new Set<{ at: Temporal.Instant; wake: () => void }>();

  constructor(start: string) {
    this.#now = Temporal.Instant.from(start);
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  alarm(at: Temporal.Instant, wake: () => void): () => void {
    const entry = { at, wake };
    this.#alarms.add(entry);
    return () => this.#alarms.delete(entry);
  }

  /** Moves to `to` (never backwards), ringing each alarm on the way at its own instant. */
  moveTo(to: Temporal.Instant): void {
    for (;;) {
      const next = [...this.#alarms].sort((a, b) => Temporal.Instant.compare(a.at, b.at))[0];
      if (!next || Temporal.Instant.compare(next.at, to) > 0) break;
      this.#alarms.delete(next);
      if (Temporal.Instant.compare(next.at, this.#now) > 0) this.#now = next.at;
      next.wake();
    }
    if (Temporal.Instant.compare(to, this.#now) > 0) this.#now = to;
  }

  /** Moves forward by a duration such as `{ minutes: 5 }` (exact time units). */
  advance(by: Temporal.DurationLike): void {
    this.moveTo(this.#now.add(by));
  }
}

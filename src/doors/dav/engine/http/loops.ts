import type { Limits } from "../exchange.ts";

const WINDOW_SECONDS = 60;
const MOST_KEYS = 10_000;

/** Keeps one principal from taking all workers, and a broken client from asking the same failing thing for ever. */
export class LoopGuard {
  readonly #limits: Pick<Limits, "concurrent" | "repeats">;
  readonly #running = new Map<string, number>();
  #failures = new Map<string, number>();
  #windowEnds = 0;

  constructor(limits: Pick<Limits, "concurrent" | "repeats">) {
    this.#limits = limits;
  }

  /** Whether the principal may start another request; `leave` must follow a yes. */
  enter(principal: string): boolean {
    const running = this.#running.get(principal) ?? 0;
    if (running >= this.#limits.concurrent) return false;
    this.#running.set(principal, running + 1);
    return true;
  }

  leave(principal: string): void {
    const running = (this.#running.get(principal) ?? 1) - 1;
    if (running > 0) this.#running.set(principal, running);
    else this.#running.delete(principal);
  }

  /** Seconds to wait before the same request is worth another try; 0 when it may go on. */
  wait(key: string, now: Temporal.Instant): number {
    this.#turn(now);
    if ((this.#failures.get(key) ?? 0) < this.#limits.repeats) return 0;
    return Math.max(1, Math.ceil((this.#windowEnds - now.epochMilliseconds) / 1000));
  }

  /** Notes that a request failed. */
  failed(key: string, now: Temporal.Instant): void {
    this.#turn(now);
    if (this.#failures.size < MOST_KEYS || this.#failures.has(key)) this.#failures.set(key, (this.#failures.get(key) ?? 0) + 1);
  }

  #turn(now: Temporal.Instant): void {
    if (now.epochMilliseconds < this.#windowEnds) return;
    this.#failures = new Map();
    this.#windowEnds = now.epochMilliseconds + WINDOW_SECONDS * 1000;
  }
}

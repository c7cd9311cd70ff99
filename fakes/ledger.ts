/** What every fake keeps of a message that reached it: the key by which a second copy is known, and who it was for. */
export type Kept = { readonly key: string; readonly to: string };

/** How a fake treats its next callers. `lose-answer` takes the message and cuts the line before answering. */
export type Behaviour =
  | "ok"
  | "hang"
  | "drop"
  | "lose-answer"
  | "garbage"
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly slowMs: number };

type Announced<M> = { readonly matches: (message: M) => boolean; readonly said: string; left: number };

/**
 * The book that every fake keeps: what was announced, what came, what came twice, what broke the rules. Closing it fails
 * when a rule was broken, when something came that nobody announced, or when something announced did not come.
 */
export class Ledger<M extends Kept> {
  /** Each message once, in the order of arrival. */
  readonly messages: M[] = [];
  /** Further copies of a message that was taken before: the receiver drops them. */
  readonly repeats: M[] = [];
  /** Messages that were turned away because the fake was told to. */
  readonly turnedAway: M[] = [];
  readonly faults: string[] = [];
  readonly #announced: Announced<M>[] = [];
  readonly #plan: Behaviour[] = [];
  #always: Behaviour = "ok";
  #handedOut = 0;
  #waiting: (() => void)[] = [];

  /** Announces messages to come: those whose fields equal `wanted`, or for which it answers true. */
  expects(wanted: Partial<M> | ((message: M) => boolean), times = 1): void {
    const matches = typeof wanted === "function" ? wanted : (message: M) => sameFields(message, wanted);
    this.#announced.push({ matches, said: typeof wanted === "function" ? "a matching message" : JSON.stringify(wanted), left: times });
  }

  /** Treats the next callers so, one each in this order, and those after them well again. */
  behave(...plan: Behaviour[]): void {
    this.#plan.push(...plan);
  }

  /** Treats every caller so from now on. */
  alwaysBehave(behaviour: Behaviour): void {
    this.#always = behaviour;
  }

  nextBehaviour(): Behaviour {
    return this.#plan.shift() ?? this.#always;
  }

  /** Writes down that somebody broke the protocol. */
  fault(said: string): void {
    this.faults.push(said);
    this.#wake();
  }

  turnAway(message: M): void {
    this.turnedAway.push(message);
    if (!this.#announced.some((one) => one.matches(message))) this.fault(`nobody announced ${JSON.stringify(message)}`);
    this.#wake();
  }

  /** Keeps a message; answers false when it is a further copy of one that was kept before. */
  take(message: M): boolean {
    if (this.messages.some((one) => one.key === message.key && one.to === message.to)) {
      this.repeats.push(message);
      this.#wake();
      return false;
    }
    this.messages.push(message);
    const announced = this.#announced.find((one) => one.left > 0 && one.matches(message));
    if (announced) announced.left -= 1;
    else this.fault(`nobody announced ${JSON.stringify(message)}`);
    this.#wake();
    return true;
  }

  /** The next message that was not handed out yet, waiting for it if need be; fails when a rule is broken meanwhile. */
  async next(): Promise<M> {
    for (;;) {
      if (this.faults.length > 0) throw new Error(this.faults.join("; "));
      const message = this.messages[this.#handedOut];
      if (message) {
        this.#handedOut += 1;
        return message;
      }
      await this.change();
    }
  }

  /** Resolves when anything happens: a message, a copy, one turned away, a fault. */
  change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Throws one error that names everything unexpected and everything missing. */
  settle(who: string): void {
    const missing = this.#announced
      .filter((one) => one.left > 0 && one.left !== Infinity)
      .map((one) => `never came: ${one.said} × ${one.left}`);
    const wrong = [...this.faults, ...missing];
    if (wrong.length > 0) throw new Error(`${who}: ${wrong.join("; ")}`);
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

const sameFields = <M>(message: M, wanted: Partial<M>): boolean =>
  (Object.keys(wanted) as (keyof M)[]).every((field) => JSON.stringify(message[field]) === JSON.stringify(wanted[field]));

import { all, get, put, remove } from "./database.ts";

/** A command that was given without a connection, as it lies on the device. */
export type Waiting = {
  /** Its idempotency key: however often it is sent, it runs once. */
  key: string;
  personId: string;
  name: string;
  input: unknown;
  actingFor?: string | undefined;
  /** What it is, for the person who gave it. */
  title: string;
  madeAt: number;
  state: "waiting" | "refused";
  /** Why it was refused. */
  trouble?: string;
};

/** How one sending ended: it was taken, refused for good, or there was no answer and it keeps waiting. */
export type Sent = { taken: true } | { refused: string } | { later: true };

const CHANNEL = "kerani-outbox";
const LOCK = "kerani-outbox";
const watchers = new Set<() => void>();
const others = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(CHANNEL);
let list: readonly Waiting[] = [];

const tell = (): void => {
  for (const watcher of watchers) watcher();
};
const readAgain = async (): Promise<void> => {
  list = (await all<Waiting>("outbox")).sort((a, b) => a.madeAt - b.madeAt);
  tell();
};
const changed = async (): Promise<void> => {
  await readAgain();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
  others?.postMessage("changed");
};
others?.addEventListener("message", () => void readAgain());

/** Reads what waits on this device; call once at start. */
export const openOutbox = (): Promise<void> => readAgain().catch(() => {});
/** What waits, in the order in which it was given; as useSyncExternalStore wants it. */
export const outbox = {
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  },
  current: (): readonly Waiting[] => list,
};

/** Keeps a command until there is a connection; resolves when the device has it. */
export const keepForLater = async (wish: Omit<Waiting, "state">): Promise<void> => {
  await put("outbox", { ...wish, state: "waiting" });
  await changed();
};

/** Throws a kept command away; only its author decides that. */
export const discard = async (key: string): Promise<void> => {
  await remove("outbox", key);
  await changed();
};

const alone = async (work: () => Promise<void>): Promise<void> => {
  // Without a secure context there are no locks; the idempotency key alone then keeps doubles away.
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
};

/** Sends what waits for this person, one after the other, in one tab at a time; stops at the first that gets no answer. */
export const sendWaiting = (personId: string, send: (one: Waiting) => Promise<Sent>): Promise<void> =>
  alone(async () => {
    for (const { key } of list.filter((one) => one.personId === personId && one.state === "waiting")) {
      const one = await get<Waiting>("outbox", key);
      if (one?.state !== "waiting") continue;
      const sent = await send(one);
      if ("later" in sent) return;
      if ("taken" in sent) await remove("outbox", key);
      else await put("outbox", { ...one, state: "refused", trouble: sent.refused } satisfies Waiting);
      await changed();
    }
  });

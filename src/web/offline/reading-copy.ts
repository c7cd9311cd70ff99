import { all, get, put, remove } from "./database.ts";
import { onDevice } from "./device-memory.ts";

type Copy = { key: string; personId: string; at: number; answer: unknown };

const MOST = 200;
const LONGEST_MS = 7 * 24 * 3_600_000;
const LAST_PERSON = "kerani-person";

/** Who reads on this device, also before anything was answered; undefined when nobody is signed in. */
export const reader = (): string | undefined => onDevice.read(LAST_PERSON) ?? undefined;
/** Somebody signed in; copies of another are thrown away. */
export const readsHere = async (personId: string): Promise<void> => {
  if (reader() === personId) return;
  await forgetCopies();
  onDevice.write(LAST_PERSON, personId);
};
/** Signed out: nothing that was read stays on the device. */
export const forgetCopies = async (): Promise<void> => {
  onDevice.write(LAST_PERSON, null);
  const copies = await all<Copy>("copies").catch((): Copy[] => []);
  await Promise.all(copies.map(({ key }) => remove("copies", key)));
};

/**
 * An answer as it may lie on a device: what is confidential never does. Confidential entries are left out of lists; undefined
 * where the matter itself is confidential.
 */
export const forDevice = (answer: unknown): unknown => {
  if (answer === null || typeof answer !== "object") return answer;
  if (Array.isArray(answer)) return answer.map(forDevice).filter((one) => one !== undefined);
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(answer)) {
    if ((name === "confidentialFrom" || name === "confidential") && value !== null) return undefined;
    kept[name] = forDevice(value);
    if (kept[name] === undefined && value !== undefined) return undefined;
  }
  return kept;
};

let kept = 0;
const tidy = async (now: number): Promise<void> => {
  const copies = (await all<Copy>("copies")).sort((a, b) => b.at - a.at);
  const old = copies.filter((copy, index) => index >= MOST || now - copy.at > LONGEST_MS);
  await Promise.all(old.map(({ key }) => remove("copies", key)));
};

/** Keeps an answer for reading without a connection. */
export const keepCopy = async (key: string, answer: unknown, now: number): Promise<void> => {
  const personId = reader();
  if (!personId) return;
  const readable = forDevice(answer);
  if (readable === undefined) return remove("copies", key);
  await put("copies", { key, personId, at: now, answer: readable } satisfies Copy);
  kept += 1;
  if (kept % 50 === 0) await tidy(now);
};

/** The copy of an answer, with when it was read; undefined when there is none for whoever reads here. */
export const findCopy = async (key: string): Promise<{ answer: unknown; at: number } | undefined> => {
  const copy = await get<Copy>("copies", key);
  return copy && copy.personId === reader() ? copy : undefined;
};

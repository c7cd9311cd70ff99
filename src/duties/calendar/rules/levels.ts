/** What somebody may do with a calendar, least first: know when it is busy, read it, change what lies in it, change itself, everything. */
export const LEVELS = ["none", "busy", "read", "write", "manage", "own"] as const;
/** One of them. */
export type Level = (typeof LEVELS)[number];

/** True when `held` is at least `wanted`. */
export const reaches = (held: Level, wanted: Level): boolean => LEVELS.indexOf(held) >= LEVELS.indexOf(wanted);

/** The higher of two levels. */
export const higher = (a: Level, b: Level): Level => (reaches(a, b) ? a : b);

/** What decides what somebody may do with a calendar. */
export type Asker = {
  /** Themselves, or the principal in whose name they act. */
  me: string | null;
  /** True when they act in another's name: what is private stays so. */
  lent: boolean;
  desk: boolean;
  administrator: boolean;
  grade: number;
  staff: boolean;
  /** Those whom they assist, and whether they see confidential matters. */
  bosses: ReadonlyMap<string, boolean>;
  /** Those who lent them their calendar by a mandate in force. */
  principals: ReadonlySet<string>;
  /** Ids of posts and groups that they stand behind. */
  behind: ReadonlySet<string>;
};

/** A calendar as far as it decides. */
export type Held = { ownerId: string; ownerKind: "person" | "room" | "thing" | "company"; personal: boolean };

/** To whom what was given. */
export type Share = { toKind: string; toId: string | null; level: Level };

/** What somebody may do, and whether they see what is private. */
export type Access = { level: Level; secrets: boolean };

/** Clerks from this grade on keep the calendars of the house; a grade below they read them; newcomers see when people are busy. */
const KEEPING_GRADE = 3;
const READING_GRADE = 2;

const deskLevel = (asker: Asker): Level => {
  if (!asker.desk) return "none";
  return asker.grade >= KEEPING_GRADE ? "write" : asker.grade >= READING_GRADE ? "read" : "busy";
};

const shared = (asker: Asker, shares: readonly Share[]): Level =>
  shares
    .filter(({ toKind, toId }) => (toKind === "everyone" ? asker.staff : toId !== null && (toId === asker.me || asker.behind.has(toId))))
    .reduce<Level>((best, { level }) => higher(best, level), "none");

const ofHouse = (asker: Asker, held: Held): Level => {
  if (asker.administrator || (asker.desk && asker.grade >= KEEPING_GRADE)) return "manage";
  if (held.ownerKind === "company") return asker.staff ? "read" : "none";
  return asker.staff ? "read" : "none";
};

/**
 * What an asker may do with a calendar. Its owner everything; who assists the owner or holds their mandate, what they do;
 * the desk by grade; others what they were given. Private items: the owner, and assistants who see confidential matters.
 */
export const accessOf = (asker: Asker, held: Held, shares: readonly Share[]): Access => {
  if (asker.me !== null && held.ownerId === asker.me) return { level: "own", secrets: !asker.lent };
  const given = shared(asker, shares);
  if (held.ownerKind !== "person") return { level: higher(given, ofHouse(asker, held)), secrets: false };
  const boss = asker.bosses.get(held.ownerId);
  if (boss !== undefined) return { level: higher("write", given), secrets: boss };
  const lent: Level = asker.principals.has(held.ownerId) ? "write" : "none";
  const byDesk = held.personal ? deskLevel(asker) : "none";
  return { level: higher(higher(given, lent), byDesk), secrets: false };
};

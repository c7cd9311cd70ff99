import type { Lang } from "#kernel/i18n/text.ts";

/** The ways into Kerani, as the journal names them. */
export const DOORS = ["web", "rest", "mcp", "cli", "mail", "phone", "sms", "push", "link", "dav", "clock"] as const;
/** The door that an act came in by. */
export type Door = (typeof DOORS)[number];

/** What somebody may be in a company: staff sees to their own matters, the desk to everybody's, an administrator to the system. */
export const ROLES = ["staff", "desk", "administrator"] as const;
/** The role of an actor. */
export type Role = (typeof ROLES)[number];

/** Grades of trust, from newcomer (1) to confidant (6); 0 is a stranger. */
export type Grade = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** The settings of the supervision dial, loosest first. */
export const DIAL_SETTINGS = ["do", "report", "draft", "never"] as const;
/** One setting of the supervision dial. */
export type DialSetting = (typeof DIAL_SETTINGS)[number];

/** Whose authority is borrowed, and by which mandate. */
export type Principal = {
  id: string;
  name: string;
  role: Role;
  grade: Grade;
  mandateId: string;
  /** The mandate's ceiling in minor units. */ ceiling?: number;
};

/** Who acts, by which door, and in whose name. */
export type Actor = {
  kind: "person" | "device" | "program" | "system" | "nobody";
  /** The actor's record; null for a nobody. */
  id: string | null;
  name: string;
  language: Lang;
  timeZone: string;
  role: Role;
  grade: Grade;
  door: Door;
  dial: Readonly<Record<string, DialSetting>>;
  /** The person who answers for a program or device. */
  ownerId?: string | null;
  /** Scopes of an API token: command names, `message.*`, or `*`. Absent for a session. */
  scopes?: readonly string[];
  sessionId?: string;
  principal?: Principal;
  /** Where a stranger knocks from, for rate limits; never stored with personal data. */
  address?: string;
};

/** Somebody who has not said who they are. */
export const nobody = (door: Door, language: Lang = "id", address?: string): Actor => ({
  kind: "nobody",
  id: null,
  name: "",
  language,
  timeZone: "Asia/Jakarta",
  role: "staff",
  grade: 0,
  door,
  dial: {},
  ...(address ? { address } : {}),
});

/** Kerani itself, acting because the clock said so. */
export const theClerk = (door: Door = "clock"): Actor => ({
  kind: "system",
  id: null,
  name: "Kerani",
  language: "id",
  timeZone: "Asia/Jakarta",
  role: "administrator",
  grade: 6,
  door,
  dial: {},
});

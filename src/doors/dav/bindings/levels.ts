import type { Seen } from "#duties/calendar/index.ts";
import type { Grant } from "../engine/backend.ts";
import { ALL_PRIVILEGES, type Privilege, type Privileges } from "../engine/privileges.ts";

const SEE_OWN: Privilege = "read-current-user-privilege-set";
const READ: readonly Privilege[] = ["read", "read-free-busy", SEE_OWN];
const KEEP: Privileges = new Set([...ALL_PRIVILEGES].filter((one) => one !== "write-acl" && one !== "read-acl"));
const NONE: Privileges = new Set();

const BY_LEVEL: Readonly<Record<string, Privileges>> = {
  none: NONE,
  busy: new Set<Privilege>(["read-free-busy", SEE_OWN]),
  read: new Set(READ),
  write: KEEP,
  manage: ALL_PRIVILEGES,
  own: ALL_PRIVILEGES,
};

/** What a level of the desk is in privileges of RFC 3744. */
export const privilegesOf = (level: Seen["access"]["level"]): Privileges => BY_LEVEL[level] ?? NONE;

/** Privileges of what only the directory fills. */
export const READ_ONLY: Privileges = new Set(READ);

type Share = { toKind: string; toId: string | null; level: string; privileges: unknown };

/** Shares as grants: exactly what a device gave, else what the level means. Posts and groups are no principals and left out. */
export const grantsOf = (shares: readonly Share[]): Grant[] =>
  shares.flatMap(({ toKind, toId, level, privileges }) => {
    if (toKind !== "person" && toKind !== "everyone") return [];
    const to = toId ? { principal: toId } : ("authenticated" as const);
    const held = (privileges as Privilege[] | null) ?? [...privilegesOf(level as "read")].filter((one) => one !== SEE_OWN);
    return [{ to, privileges: held }];
  });

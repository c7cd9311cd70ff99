import { NS, caldav, dav } from "./names.ts";
import { wrap } from "./xml/writer.ts";

/** The privileges that a backend grants one by one; aggregates are worked out here (RFC 3744 §3, RFC 4791 §6.1, RFC 6638 §6). */
export type Privilege =
  | "read"
  | "read-free-busy"
  | "write-properties"
  | "write-content"
  | "bind"
  | "unbind"
  | "read-acl"
  | "write-acl"
  | "read-current-user-privilege-set"
  | "schedule-deliver-invite"
  | "schedule-deliver-reply"
  | "schedule-query-freebusy"
  | "schedule-send-invite"
  | "schedule-send-reply"
  | "schedule-send-freebusy";

/** What a viewer may do with one resource. */
export type Privileges = ReadonlySet<Privilege>;

/** A node of the privilege tree: an aggregate with parts, or a privilege of its own. */
export type PrivilegeNode = {
  readonly key: string;
  readonly says: string;
  readonly leaf?: Privilege;
  readonly parts?: readonly PrivilegeNode[];
};

const leaf = (name: Privilege, says: string, ns: string = NS.dav): PrivilegeNode => ({ key: `{${ns}}${name}`, says, leaf: name });

const READ: PrivilegeNode = {
  key: dav("read"),
  says: "Read everything",
  leaf: "read",
  parts: [leaf("read-free-busy", "See when time is busy", NS.caldav)],
};
const WRITE: PrivilegeNode = {
  key: dav("write"),
  says: "Change",
  parts: [
    leaf("write-properties", "Change properties"),
    leaf("write-content", "Change what is there"),
    leaf("bind", "Add"),
    leaf("unbind", "Remove"),
  ],
};
const DELIVER: PrivilegeNode = {
  key: caldav("schedule-deliver"),
  says: "Deliver scheduling messages here",
  parts: [
    leaf("schedule-deliver-invite", "Deliver invitations", NS.caldav),
    leaf("schedule-deliver-reply", "Deliver replies", NS.caldav),
    leaf("schedule-query-freebusy", "Ask for busy time", NS.caldav),
  ],
};
const SEND: PrivilegeNode = {
  key: caldav("schedule-send"),
  says: "Send scheduling messages from here",
  parts: [
    leaf("schedule-send-invite", "Send invitations", NS.caldav),
    leaf("schedule-send-reply", "Send replies", NS.caldav),
    leaf("schedule-send-freebusy", "Ask others for busy time", NS.caldav),
  ],
};

/** The whole tree, for `DAV:supported-privilege-set` (RFC 3744 §5.3). */
export const PRIVILEGE_TREE: PrivilegeNode = {
  key: dav("all"),
  says: "Everything",
  parts: [
    READ,
    WRITE,
    leaf("read-acl", "See who may do what"),
    leaf("write-acl", "Decide who may do what"),
    leaf("read-current-user-privilege-set", "See one's own privileges"),
    DELIVER,
    SEND,
  ],
};

/** Every privilege that has no parts, plus `read`. */
export const leavesOf = (node: PrivilegeNode): Privilege[] => [...(node.leaf ? [node.leaf] : []), ...(node.parts ?? []).flatMap(leavesOf)];

/** Everything: what an owner has. */
export const ALL_PRIVILEGES: Privileges = new Set(leavesOf(PRIVILEGE_TREE));

/** The node of a Clark key, or nothing for a privilege that does not exist here. */
export const privilegeNode = (key: string, node: PrivilegeNode = PRIVILEGE_TREE): PrivilegeNode | undefined => {
  if (node.key === key) return node;
  for (const part of node.parts ?? []) {
    const found = privilegeNode(key, part);
    if (found) return found;
  }
  return undefined;
};

/** Whether a set contains a privilege; who may read may also see busy time (RFC 4791 §6.1.1). */
export const grants = (held: Privileges, wanted: Privilege): boolean =>
  held.has(wanted) || (wanted === "read-free-busy" && held.has("read"));

const holds = (held: Privileges, node: PrivilegeNode): boolean =>
  (node.leaf === undefined || grants(held, node.leaf)) &&
  (node.parts ?? []).every((part) => (part.leaf === "read-free-busy" ? true : holds(held, part)));

/** The Clark keys that a set amounts to, aggregates included: `DAV:write` is there only when all its parts are. */
export const expandPrivileges = (held: Privileges, node: PrivilegeNode = PRIVILEGE_TREE): string[] => [
  ...(holds(held, node) ? [node.key] : []),
  ...(node.parts ?? []).flatMap((part) => expandPrivileges(held, part)),
];

/** `DAV:privilege` elements. */
export const privilegeElements = (keys: readonly string[]): string => keys.map((key) => wrap(dav("privilege"), wrap(key))).join("");

/** The Clark key of one privilege. */
export const privilegeKey = (privilege: Privilege): string =>
  privilege.startsWith("schedule-") || privilege === "read-free-busy" ? caldav(privilege) : dav(privilege);

import type { Grant } from "../backend.ts";
import type { Exchange } from "../exchange.ts";
import type { Property, PropertyWriter } from "../property.ts";
import type { Resource } from "../resources.ts";
import { forbidden, needPrivilege, protectedProperty } from "../errors.ts";
import { header } from "../exchange.ts";
import { dav } from "../names.ts";
import { ALL_PRIVILEGES, PRIVILEGE_TREE, expandPrivileges, grants, privilegeElements, type PrivilegeNode } from "../privileges.ts";
import { ALL_KINDS, privilegesOf } from "../resources.ts";
import { hrefs } from "../xml/element.ts";
import { escape, hrefElement, wrap } from "../xml/writer.ts";

const principalHref = (x: Exchange, id: string): string => hrefElement(x.site.href({ kind: "principal", principal: id }));

const ownerOf = (resource: Resource): string | undefined => {
  if (resource.kind === "home") return resource.home.owner;
  if (resource.kind === "collection" || resource.kind === "object") return resource.collection.owner;
  return resource.kind === "proxy" ? resource.principal.id : undefined;
};

const supported = (node: PrivilegeNode): string =>
  wrap(
    dav("supported-privilege"),
    `${wrap(dav("privilege"), wrap(node.key))}<D:description xml:lang="en">${escape(node.says)}</D:description>${(node.parts ?? []).map(supported).join("")}`,
  );

const SUPPORTED_PRIVILEGES = supported(PRIVILEGE_TREE);

const aceElement = (x: Exchange, grant: Grant): string => {
  const who =
    typeof grant.to === "object"
      ? principalHref(x, grant.to.principal)
      : grant.to === "owner"
        ? wrap(dav("property"), "<D:owner/>")
        : "<D:authenticated/>";
  const what = privilegeElements(expandPrivileges(new Set(grant.privileges)));
  return wrap(dav("ace"), `${wrap(dav("principal"), who)}${wrap(dav("grant"), what)}${grant.protected ? "<D:protected/>" : ""}`);
};

const OWNER_ALL: Grant = { to: "owner", privileges: [...ALL_PRIVILEGES], protected: true };

/** Who may do what on a resource; without a sharing backend the owner alone. */
export const grantsOn = async (x: Exchange, resource: Resource): Promise<readonly Grant[]> => {
  if (resource.kind !== "collection" || !x.backend.grants) return [OWNER_ALL];
  return [OWNER_ALL, ...(await x.backend.grants(x.viewer, resource.ref))];
};

const acl: Property = {
  key: dav("acl"),
  on: ["home", "collection", "object", "principal"],
  read: async (resource, x) => {
    if (!grants(privilegesOf(x, resource), "read-acl")) throw needPrivilege("read-acl", resource.ref);
    return (await grantsOn(x, resource)).map((each) => aceElement(x, each)).join("");
  },
};

const membersOfGroup = async (resource: Resource, x: Exchange): Promise<string | undefined> => {
  if (resource.kind === "proxy") {
    const proxies = await x.backend.proxies(x.viewer, resource.principal.id);
    return proxies[resource.ref.mode].map((id) => principalHref(x, id)).join("");
  }
  if (resource.kind !== "principal" || resource.principal.kind !== "group") return undefined;
  return (await x.backend.members(x.viewer, resource.principal.id)).map((id) => principalHref(x, id)).join("");
};

/** A principal is in its groups, and in the proxy group of everybody for whom it may act (calendar-proxy §5). */
const groupsOf = async (resource: Resource, x: Exchange): Promise<string | undefined> => {
  if (resource.kind !== "principal") return undefined;
  const { id } = resource.principal;
  const [groups, acting] = await Promise.all([x.backend.memberships(x.viewer, id), x.backend.proxyFor(x.viewer, id)]);
  const proxied = (["read", "write"] as const).flatMap((mode) =>
    acting[mode].map((principal) => hrefElement(x.site.href({ kind: "proxy", principal, mode }))),
  );
  return [...groups.map((group) => principalHref(x, group)), ...proxied].join("");
};

const appoint: PropertyWriter = (value, draft, x, resource) => {
  if (resource.kind !== "proxy") throw protectedProperty();
  draft.members = (value ? hrefs(value) : []).map((href) => {
    const ref = x.site.parseHref(href, header(x, "host"));
    if (ref?.kind !== "principal") throw forbidden("A member is a principal of this server.", { key: dav("recognized-principal") });
    return ref.principal;
  });
};

const SECURED: Property["on"] = ["home", "collection", "object", "proxy"];

/** Access control properties (RFC 3744 §4, §5). */
export const RFC3744_PROPERTIES: readonly Property[] = [
  {
    key: dav("owner"),
    on: SECURED,
    read: (resource, x) => {
      const owner = ownerOf(resource);
      return owner === undefined ? undefined : principalHref(x, owner);
    },
  },
  { key: dav("group"), on: SECURED, read: () => "" },
  { key: dav("supported-privilege-set"), on: ALL_KINDS, read: () => SUPPORTED_PRIVILEGES },
  {
    key: dav("current-user-privilege-set"),
    on: ALL_KINDS,
    read: (resource, x) => privilegeElements(expandPrivileges(privilegesOf(x, resource))),
  },
  acl,
  { key: dav("acl-restrictions"), on: SECURED, read: () => "<D:grant-only/><D:no-invert/>" },
  { key: dav("inherited-acl-set"), on: SECURED, read: () => "" },
  { key: dav("principal-collection-set"), on: ALL_KINDS, read: (_resource, x) => hrefElement(x.site.href({ kind: "principals" })) },
  { key: dav("alternate-URI-set"), on: ["principal", "proxy"], read: () => "" },
  { key: dav("principal-URL"), on: ["principal", "proxy"], read: (resource, x) => hrefElement(x.site.href(resource.ref)) },
  { key: dav("group-member-set"), on: ["principal", "proxy"], read: membersOfGroup, write: appoint },
  { key: dav("group-membership"), on: ["principal", "proxy"], read: groupsOf },
];

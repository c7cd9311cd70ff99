import { addressesOf, delegateFor, delegatesOf, idsOfAddresses, ownersById, roomsAndThings } from "#duties/calendar/index.ts";
import { assistantsOf, findByName, personFacts, type PersonFacts } from "#duties/people/index.ts";
import type { Principal, PrincipalBackend, PrincipalQuery, PrincipalTest, Viewer } from "../engine/backend.ts";
import type { ProxyMode } from "../engine/ref.ts";
import { forbidden, needPrivilege } from "../engine/errors.ts";
import { inDav } from "./failures.ts";
import { actorOf, askingOf, type DavParts } from "./parts.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MOST_FOUND = 50;

const values = ({ displayName, addresses, kind }: Principal, field: PrincipalTest["field"]): readonly string[] => {
  if (field === "displayName") return [displayName];
  if (field === "email") return addresses.filter((one) => one.startsWith("mailto:")).map((one) => one.slice("mailto:".length));
  return field === "address" ? addresses : [kind];
};

const holds = (principal: Principal, { field, match, text }: PrincipalTest): boolean => {
  const wanted = text.toLowerCase();
  return values(principal, field).some((one) => {
    const value = one.toLowerCase();
    if (match === "contains") return value.includes(wanted);
    return match === "equals" ? value === wanted : value.startsWith(wanted);
  });
};

const person = (facts: PersonFacts, addresses: readonly string[]): Principal => {
  const space = facts.name.lastIndexOf(" ");
  return {
    id: facts.id,
    kind: "individual",
    displayName: facts.name,
    addresses,
    firstName: space > 0 ? facts.name.slice(0, space) : facts.name,
    ...(space > 0 ? { lastName: facts.name.slice(space + 1) } : {}),
    homes: ["calendars", "addressbooks"],
  };
};

/** Who there is, by the directory of the company: its staff, its rooms and things. Outside contacts are cards, not principals. */
export const principalsOf = (parts: DavParts): PrincipalBackend => {
  const principals = async (viewer: Viewer, ids: readonly string[]): Promise<Principal[]> => {
    const known = [...new Set(ids.filter((id) => UUID.test(id)))];
    if (known.length === 0) return [];
    const asking = askingOf(parts, viewer);
    const owners = (await ownersById(asking, known)).filter(({ kind, archivedAt }) => kind !== "person" && archivedAt === null);
    const facts = await personFacts(asking, known);
    const people = [...facts.values()].filter(({ kind, archived }) => kind === "staff" && !archived);
    const rows = people.map(({ id, name, timeZone }) => ({ id, kind: "person", name, timeZone, email: null }));
    const addresses = await addressesOf(asking, [...owners, ...(rows as unknown as typeof owners)]);
    return [
      ...people.map((one) => person(one, addresses.get(one.id) ?? [])),
      ...owners.map((owner): Principal => ({
        id: owner.id,
        kind: owner.kind === "room" ? "room" : owner.kind === "thing" ? "resource" : "group",
        displayName: owner.name,
        addresses: addresses.get(owner.id) ?? [],
        homes: ["calendars"],
      })),
    ];
  };

  const byAddress = async (viewer: Viewer, address: string): Promise<string | undefined> =>
    (await idsOfAddresses(askingOf(parts, viewer), [address.toLowerCase()])).values().next().value;

  const candidates = async (viewer: Viewer, { tests }: PrincipalQuery): Promise<string[]> => {
    const asking = askingOf(parts, viewer);
    const house = (await roomsAndThings(asking)).map(({ id }) => id);
    const found: (string | undefined)[] = [viewer.principal, ...house];
    for (const { field, text } of tests) {
      if (field === "kind" || text.trim() === "") continue;
      const plain = text.replace(/^mailto:/i, "");
      found.push(await byAddress(viewer, text.includes(":") ? text : `mailto:${text}`));
      found.push(...(await findByName(asking, plain.slice(0, 100), MOST_FOUND)).filter(({ kind }) => kind === "staff").map(({ id }) => id));
    }
    return found.filter((id) => id !== undefined);
  };

  return {
    principal: async (viewer, id) => (await principals(viewer, [id]))[0],
    principals,
    async searchPrincipals(viewer, query) {
      const all = await principals(viewer, await candidates(viewer, query));
      const fits = (one: Principal) =>
        query.tests.length === 0 ||
        (query.join === "all" ? query.tests.every((test) => holds(one, test)) : query.tests.some((test) => holds(one, test)));
      return all.filter(fits).slice(0, query.limit);
    },
    async principalByAddress(viewer, address) {
      const id = await byAddress(viewer, address);
      return id ? (await principals(viewer, [id]))[0] : undefined;
    },
    members: async () => [],
    memberships: async () => [],
    async proxies(viewer, id) {
      if (!UUID.test(id)) return { read: [], write: [] };
      const asking = askingOf(parts, viewer);
      return delegatesOf(asking, id, await assistantsOf(asking, id));
    },
    async proxyFor(viewer, id) {
      return UUID.test(id) ? delegateFor(askingOf(parts, viewer), id) : { read: [], write: [] };
    },
    async setProxies(viewer, id, mode: ProxyMode, members) {
      if (viewer.principal !== id) throw needPrivilege("write-properties", { kind: "proxy", principal: id, mode });
      if ((await principals(viewer, members)).length < new Set(members).size) throw forbidden("There is no such principal.");
      const asking = askingOf(parts, viewer);
      const helpers = new Set(await assistantsOf(asking, id));
      // Assistants act by their post; a device's list need not repeat them, and cannot take them off.
      const people = members.filter((one) => !helpers.has(one));
      await inDav(parts.pipeline.call("calendar.delegate", { level: mode, people }, { actor: actorOf(viewer) }));
    },
  };
};

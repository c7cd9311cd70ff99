import type * as port from "../backend.ts";
import type { ProxyMode } from "../ref.ts";
import { forbidden, needPrivilege } from "../errors.ts";

const valuesOf = ({ displayName, addresses, kind }: port.Principal, field: port.PrincipalTest["field"]): readonly string[] => {
  if (field === "displayName") return [displayName];
  if (field === "email") return addresses.map((each) => each.replace(/^mailto:/, ""));
  return field === "address" ? addresses : [kind];
};

const holds = (principal: port.Principal, { field, match, text }: port.PrincipalTest): boolean => {
  const wanted = text.toLowerCase();
  return valuesOf(principal, field).some((each) => {
    const value = each.toLowerCase();
    if (match === "contains") return value.includes(wanted);
    return match === "equals" ? value === wanted : value.startsWith(wanted);
  });
};

/** The people of a backend in memory: principals, groups and proxies. */
export class MemoryPeople implements port.PrincipalBackend {
  protected readonly principalsById: ReadonlyMap<string, port.Principal>;
  protected readonly proxiesById = new Map<string, Record<ProxyMode, readonly string[]>>();
  protected readonly groups: Readonly<Record<string, readonly string[]>>;

  constructor(principals: readonly port.Principal[], groups: Readonly<Record<string, readonly string[]>> = {}) {
    this.principalsById = new Map(principals.map((each) => [each.id, each]));
    this.groups = groups;
  }

  async principal(_viewer: port.Viewer, id: string) {
    return this.principalsById.get(id);
  }

  async principals(_viewer: port.Viewer, ids: readonly string[]) {
    return ids.flatMap((id) => this.principalsById.get(id) ?? []);
  }

  async searchPrincipals(_viewer: port.Viewer, { join, tests, limit }: port.PrincipalQuery) {
    const matching = [...this.principalsById.values()].filter((each) =>
      join === "all" ? tests.every((test) => holds(each, test)) : tests.some((test) => holds(each, test)),
    );
    return matching.slice(0, limit);
  }

  async principalByAddress(_viewer: port.Viewer, address: string) {
    return this.byAddress(address);
  }

  /** The principal with an address, for scheduling. */
  byAddress(address: string): port.Principal | undefined {
    return [...this.principalsById.values()].find((each) => each.addresses.some((own) => own.toLowerCase() === address.toLowerCase()));
  }

  async members(_viewer: port.Viewer, id: string) {
    return this.groups[id] ?? [];
  }

  async memberships(_viewer: port.Viewer, id: string) {
    return Object.keys(this.groups).filter((group) => this.groups[group]!.includes(id));
  }

  async proxies(_viewer: port.Viewer, id: string) {
    return this.proxiesById.get(id) ?? { read: [], write: [] };
  }

  async proxyFor(_viewer: port.Viewer, id: string) {
    const acting = (mode: ProxyMode): string[] =>
      [...this.proxiesById].flatMap(([owner, proxies]) => (proxies[mode].includes(id) ? [owner] : []));
    return { read: acting("read"), write: acting("write") };
  }

  async setProxies(viewer: port.Viewer, id: string, mode: ProxyMode, members: readonly string[]) {
    if (viewer.principal !== id) throw needPrivilege("write-properties", { kind: "proxy", principal: id, mode });
    if (members.some((each) => !this.principalsById.has(each))) throw forbidden("There is no such principal.");
    this.proxiesById.set(id, { ...(this.proxiesById.get(id) ?? { read: [], write: [] }), [mode]: members });
  }
}

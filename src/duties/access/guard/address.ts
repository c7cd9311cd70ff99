import { isIPv4, isIPv6 } from "node:net";

const IPV6_KEPT_GROUPS = 3;

const groupsOf = (address: string): string[] => {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(missing).fill("0"), ...right];
};

/**
 * The network that one party usually holds as a whole: an IPv4 address itself, or the /56 of an IPv6 address, which is
 * what a home or office gets (RFC 6177); counting single IPv6 addresses would count nothing.
 */
export const placeOf = (address: string | undefined): string => {
  const bare = (address ?? "").split("%")[0] ?? "";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(bare)) return "unknown";
  const groups = groupsOf(bare.toLowerCase()).map((group) => group.padStart(4, "0"));
  return `${groups.slice(0, IPV6_KEPT_GROUPS).join(":")}:${(groups[IPV6_KEPT_GROUPS] ?? "0000").slice(0, 2)}00::/56`;
};

import { isIPv4, isIPv6 } from "node:net";

/** Whether a request may go to an address: anywhere, only when an administrator said so, or never. */
export type AddressStanding = "public" | "private" | "forbidden";

type Range = readonly [network: bigint, bits: number, standing: AddressStanding];

const v4 = (text: string): bigint => text.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);

const words = (part: string): string[] => (part === "" ? [] : part.split(":"));

/** The 128 bits of an IPv6 address, written with or without `::` and with or without a dotted tail. */
const v6 = (text: string): bigint => {
  const bare = text.split("%")[0]!.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const bits = v4(tail);
    return `${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
  });
  const [head = "", tail] = bare.split("::");
  const left = words(head);
  const right = words(tail ?? "");
  const middle = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill("0");
  return [...left, ...middle, ...right].reduce((sum, word) => (sum << 16n) | BigInt(`0x${word}`), 0n);
};

const range4 = (cidr: string, standing: AddressStanding): Range => {
  const [network = "", bits] = cidr.split("/");
  return [v4(network), Number(bits), standing];
};
const range6 = (cidr: string, standing: AddressStanding): Range => {
  const [network = "", bits] = cidr.split("/");
  return [v6(network), Number(bits), standing];
};

/** IANA IPv4 special-purpose registry (RFC 6890), and the places where clouds hand out credentials. First match decides. */
const RANGES_4: readonly Range[] = [
  range4("100.100.100.200/32", "forbidden"),
  range4("0.0.0.0/8", "forbidden"),
  range4("169.254.0.0/16", "forbidden"),
  range4("192.0.0.0/24", "forbidden"),
  range4("192.0.2.0/24", "forbidden"),
  range4("192.88.99.0/24", "forbidden"),
  range4("198.51.100.0/24", "forbidden"),
  range4("203.0.113.0/24", "forbidden"),
  range4("224.0.0.0/3", "forbidden"),
  range4("10.0.0.0/8", "private"),
  range4("100.64.0.0/10", "private"),
  range4("127.0.0.0/8", "private"),
  range4("172.16.0.0/12", "private"),
  range4("192.168.0.0/16", "private"),
  range4("198.18.0.0/15", "private"),
];

/** IANA IPv6 special-purpose registry; outside 2000::/3 nothing is public (RFC 4291 §2.4). */
const RANGES_6: readonly Range[] = [
  range6("fd00:ec2::254/128", "forbidden"),
  range6("::1/128", "private"),
  range6("fc00::/7", "private"),
  range6("2001::/23", "forbidden"),
  range6("2001:db8::/32", "forbidden"),
  range6("2002::/16", "forbidden"),
  range6("3fff::/20", "forbidden"),
  range6("2000::/3", "public"),
];

const MAPPED = v6("::ffff:0:0") >> 32n;
const NAT64 = v6("64:ff9b::") >> 32n;

const lookUp = (bits: bigint, width: number, ranges: readonly Range[], otherwise: AddressStanding): AddressStanding => {
  const found = ranges.find(([network, length]) => bits >> BigInt(width - length) === network >> BigInt(width - length));
  return found ? found[2] : otherwise;
};

/** The standing of an IP address in text form; anything that is not an IP address is forbidden. */
export const standingOf = (address: string): AddressStanding => {
  if (isIPv4(address)) return lookUp(v4(address), 32, RANGES_4, "public");
  if (!isIPv6(address)) return "forbidden";
  const bits = v6(address);
  // IPv4-mapped and NAT64 addresses (RFC 4291 §2.5.5.2, RFC 6052) reach the IPv4 address that they carry.
  const carrier = bits >> 32n;
  if (carrier === MAPPED || carrier === NAT64) return lookUp(bits & 0xffffffffn, 32, RANGES_4, "public");
  return lookUp(bits, 128, RANGES_6, "forbidden");
};

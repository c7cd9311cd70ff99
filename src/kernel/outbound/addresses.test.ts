import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AddressStanding, standingOf } from "./addresses.ts";

const TABLE: [AddressStanding, string[]][] = [
  ["public", ["8.8.8.8", "1.1.1.1", "103.10.64.1", "172.32.0.1", "100.128.0.1", "2001:4860:4860::8888", "2606:4700::1111"]],
  ["private", ["127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.10", "100.64.0.1", "198.19.0.1"]],
  ["private", ["::1", "fd12:3456::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:192.168.0.1", "64:ff9b::10.0.0.1"]],
  ["forbidden", ["0.0.0.0", "0.1.2.3", "169.254.169.254", "100.100.100.200", "224.0.0.1", "255.255.255.255", "192.0.2.1", "240.0.0.1"]],
  ["forbidden", ["::", "fe80::1", "fe80::1%eth0", "ff02::1", "fd00:ec2::254", "2001:db8::1", "2002:7f00:1::", "2001::1", "::127.0.0.1"]],
  [
    "forbidden",
    ["::ffff:169.254.169.254", "::ffff:0.0.0.0", "64:ff9b::169.254.169.254", "64:ff9b:1::1", "1::1", "", "localhost", "127.1", "0x7f.1"],
  ],
];

describe("the standing of an address", () => {
  for (const [standing, addresses] of TABLE) {
    test.each(addresses)(`%s is ${standing}`, (address) => expect(standingOf(address)).toBe(standing));
  }

  test("an IPv4 address has the same standing in its mapped and NAT64 forms, in any spelling", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
        const words = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const standing = standingOf(address);
        for (const form of [
          `::ffff:${address}`,
          `::ffff:${words}`,
          `0:0:0:0:0:ffff:${words}`,
          `64:ff9b::${words}`,
          `::FFFF:${words.toUpperCase()}`,
        ]) {
          expect(standingOf(form)).toBe(standing);
        }
      }),
    );
  });

  test("no text breaks it, and what is no address is forbidden", () => {
    fc.assert(fc.property(fc.oneof(fc.ipV6(), fc.string()), (text) => ["public", "private", "forbidden"].includes(standingOf(text))));
  });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeOf } from "./address.ts";

describe("the place of an address", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:aaaa:bbcc:1:2:3:4", "2001:0db8:aaaa:bb00::/56"],
    ["2001:DB8:aaaa:bbff::1", "2001:0db8:aaaa:bb00::/56"],
    ["2001:db8::1", "2001:0db8:0000:0000::/56"],
    ["fe80::1%eth0", "fe80:0000:0000:0000::/56"],
    ["::1", "0000:0000:0000:0000::/56"],
    [undefined, "unknown"],
    ["bukan alamat", "unknown"],
  ])("%s is %s", (address, place) => expect(placeOf(address)).toBe(place));

  test("is one for all addresses that share 56 bits, however they are written", () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.array(group, { minLength: 4, maxLength: 4 }), fc.array(group, { minLength: 5, maxLength: 5 }), (head, tail) => {
        const [a = 0, b = 0, c = 0, d = 0] = head;
        const hex = (numbers: number[]) => numbers.map((number) => number.toString(16)).join(":");
        const sibling = (d & 0xff00) | ((tail[0] ?? 0) & 0xff);
        const written = hex([a, b, c, sibling, ...tail.slice(1)]).toUpperCase();
        expect(placeOf(written)).toBe(placeOf(`${hex([a, b, c, d])}::1`));
      }),
    );
  });
});

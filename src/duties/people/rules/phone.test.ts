import * as fc from "fast-check";
import { expect, test } from "vitest";
import { partOfPhone, readPhone, showPhone } from "./phone.ts";

test.each([
  ["0812-3456-7890", "+6281234567890", true],
  ["+62 812 3456 7890", "+6281234567890", true],
  ["62812 3456 7890", "+6281234567890", true],
  ["0062 812 3456 7890", "+6281234567890", true],
  ["8123456 7890", "+6281234567890", true],
  ["+62 (0)812-3456-7890", "+6281234567890", true],
  ["０８１２３４５６７８９０", "+6281234567890", true],
  ["(021) 555-0100", "+62215550100", false],
  ["0411 872 345", "+62411872345", false],
  ["+65 6123 4567", "+6561234567", false],
  ["14045", "14045", false],
  ["1500888", "1500888", false],
])("%s is %s", (written, value, mobile) => {
  expect(readPhone(written)).toEqual({ value, extension: null, mobile });
});

test.each(["021-5550100 ext. 12", "(021) 5550100 pesawat 12", "021 5550100 psw. 12", "+62 21 5550100;ext=12", "021 5550100 x12"])(
  "%s has the extension 12",
  (written) => {
    expect(readPhone(written)).toEqual({ value: "+62215550100", extension: "12", mobile: false });
  },
);

test.each(["", "halo", "0", "12", "+62", "08123", "0812345678901234567", "nol delapan"])("%j is no number", (written) => {
  expect(readPhone(written)).toBeUndefined();
});

test("however an Indonesian mobile number is written, it is one number", () => {
  const prefix = fc.constantFrom("811", "812", "813", "821", "852", "857", "878", "896", "881");
  const rest = fc.stringMatching(/^[1-9]\d{7}$/);
  const dress = fc.constantFrom(
    (number: string) => `0${number}`,
    (number: string) => `+62${number}`,
    (number: string) => `62${number}`,
    (number: string) => `+62 ${number.slice(0, 3)}-${number.slice(3, 7)}-${number.slice(7)}`,
    (number: string) => `(0${number.slice(0, 3)}) ${number.slice(3)}`,
    (number: string) => ` 0${number.slice(0, 3)}.${number.slice(3, 7)}.${number.slice(7)} `,
  );
  fc.assert(
    fc.property(prefix, rest, dress, (area, digits, wear) => {
      expect(readPhone(wear(area + digits))).toEqual({ value: `+62${area}${digits}`, extension: null, mobile: true });
    }),
  );
});

test("reading twice changes nothing, and what is shown is read as the same number", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[+0-9 ().-]{3,20}$/), (text) => {
      const once = readPhone(text);
      if (!once) return;
      expect(readPhone(once.value)?.value).toBe(once.value);
      expect(readPhone(showPhone(once.value, once.extension))?.value).toBe(once.value);
    }),
    { numRuns: 500 },
  );
});

test("garbage is answered at once, whatever its length", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 500 }), (text) => {
      readPhone(text);
      partOfPhone(text);
    }),
  );
});

test("part of a number is looked for however it was begun", () => {
  expect(partOfPhone("0812 34")).toBe("81234");
  expect(partOfPhone("+62812-34")).toBe("81234");
  expect(partOfPhone("62 812 34")).toBe("81234");
  expect(partOfPhone("Budi")).toBeUndefined();
  expect(partOfPhone("08")).toBeUndefined();
});

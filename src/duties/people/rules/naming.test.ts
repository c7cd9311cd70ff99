import * as fc from "fast-check";
import { expect, test } from "vitest";
import { calledName, initialsOf, writtenName } from "./naming.ts";
import { undress } from "./undress.ts";

const plain = (name: string) => ({ name, salutation: null, titleBefore: null, titleAfter: null, initials: null });

test("people with one name, two, and many have initials", () => {
  expect(initialsOf(plain("Suharto"))).toBe("SU");
  expect(initialsOf(plain("Ratna Dewi"))).toBe("RD");
  expect(initialsOf(plain("I Gusti Ngurah Rai"))).toBe("IR");
  expect(initialsOf(plain("O"))).toBe("O");
  expect(initialsOf(plain("林小明"))).toBe("林小");
  expect(initialsOf(plain("…"))).toBe("?");
  expect(initialsOf({ name: "Ratna Dewi", initials: "RTD" })).toBe("RTD");
});

test("one says the salutation and writes the titles", () => {
  const ratna = { ...plain("Ratna Dewi"), salutation: "Ibu", titleBefore: "Dr.", titleAfter: "S.E., M.M." };
  expect(calledName(ratna)).toBe("Ibu Ratna Dewi");
  expect(writtenName(ratna)).toBe("Dr. Ratna Dewi, S.E., M.M.");
  expect(writtenName(plain("Suharto"))).toBe("Suharto");
});

test.each([
  ["Bpk. Dr. Ir. Suharto, S.E., M.M.", { name: "Suharto", salutation: "Bapak", titleBefore: "Dr. Ir.", titleAfter: "S.E., M.M." }],
  ["Ibu Ratna Dewi", { name: "Ratna Dewi", salutation: "Ibu", titleBefore: null, titleAfter: null }],
  ["Prof. Dr. H. Rahmat Hidayat, Ph.D.", { name: "Rahmat Hidayat", salutation: null, titleBefore: "Prof. Dr. H.", titleAfter: "Ph.D." }],
  ["Drs. Made Wijaya MM", { name: "Made Wijaya MM", salutation: null, titleBefore: "Drs.", titleAfter: null }],
  ["Ratna, MBA", { name: "Ratna", salutation: null, titleBefore: null, titleAfter: "MBA" }],
  ["Santoso, Budi", { name: "Santoso, Budi", salutation: null, titleBefore: null, titleAfter: null }],
  ["Mr. John Smith", { name: "John Smith", salutation: "Mr", titleBefore: null, titleAfter: null }],
  ["Mashuri", { name: "Mashuri", salutation: null, titleBefore: null, titleAfter: null }],
  ["Ibu", { name: "Ibu", salutation: null, titleBefore: null, titleAfter: null }],
  ["Drajat", { name: "Drajat", salutation: null, titleBefore: null, titleAfter: null }],
  ["Irfan Hakim", { name: "Irfan Hakim", salutation: null, titleBefore: null, titleAfter: null }],
])("%s", (written, undressed) => {
  expect(undress(written)).toEqual(undressed);
});

test("nobody loses their whole name", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 80 }), (name) => {
      if (name.trim() === "") return;
      expect(undress(name).name).not.toBe("");
    }),
    { numRuns: 1_000 },
  );
});

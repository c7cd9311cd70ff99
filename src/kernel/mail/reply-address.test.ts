import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openVault, type Setting, type SettingsCache } from "#kernel/settings/settings.ts";
import { incomingMail, outgoingMail } from "./mail-room.ts";
import { isMailAddress } from "./outgoing-settings.ts";
import { deskAddress, idInReplyAddress, replyAddress } from "./reply-address.ts";

const vault = openVault(randomBytes(32));
const known = (addresses: string[], fromAddress = "kerani@kantor.test"): SettingsCache => {
  const values: Record<string, unknown> = {
    [incomingMail.key]: { addresses, mailbox: null },
    [outgoingMail.key]: { host: "localhost", port: 25, security: "plain", fromAddress },
  };
  return { get: ({ key, fallback }: Setting) => (values[key] ?? fallback) as never, reload: async () => {} };
};
const detailOf = (address: string): string => /\+([^@]*)@/.exec(address)?.[1] ?? "";

test("an answering address gives its id back, also written in capital letters, and to this installation only", () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const address = replyAddress(known(["meja@kantor.test"]), vault, id) as string;
      expect(isMailAddress(address)).toBe(true);
      expect(idInReplyAddress(vault, detailOf(address))).toBe(id);
      expect(idInReplyAddress(vault, detailOf(address).toUpperCase())).toBe(id);
      expect(idInReplyAddress(openVault(randomBytes(32)), detailOf(address))).toBeUndefined();
    }),
  );
});

test("a changed letter anywhere is no answering address any more", () => {
  const id = "018f3c1e-7a4b-7c3d-9e2f-123456789abc";
  const detail = detailOf(replyAddress(known(["meja@kantor.test"]), vault, id) as string);
  for (let place = 2; place < detail.length; place++) {
    const changed = `${detail.slice(0, place)}${detail[place] === "a" ? "q" : "a"}${detail.slice(place + 1)}`;
    // The last letter of the id carries two bits that are not part of it.
    if (place !== 27) expect(idInReplyAddress(vault, changed), changed).toBeUndefined();
  }
  for (const wrong of ["", "r.", "r.x", `r.${"a".repeat(42)}`, `r.${"1".repeat(42)}`, `${detail}a`])
    expect(idInReplyAddress(vault, wrong)).toBeUndefined();
});

test("the desk answers under its own address, or the sender's where it reaches the desk, or not at all", () => {
  expect(deskAddress(known(["*@kantor.test", "meja@kantor.test"]))).toBe("meja@kantor.test");
  expect(deskAddress(known(["*@kantor.test"]))).toBe("kerani@kantor.test");
  expect(deskAddress(known(["*@kantor.test"], "kerani@lain.test"))).toBeUndefined();
  expect(replyAddress(known([]), vault, "018f3c1e-7a4b-7c3d-9e2f-123456789abc")).toBeUndefined();
  expect(replyAddress(known([`${"m".repeat(30)}@kantor.test`]), vault, "018f3c1e-7a4b-7c3d-9e2f-123456789abc")).toBeUndefined();
});

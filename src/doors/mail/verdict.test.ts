import { expect, test } from "vitest";
import { saysMore, verdictOf } from "./verdict.ts";

test.each([
  ["Setuju", ""],
  ["setuju.\n\nTerima kasih, Ratna", "Terima kasih, Ratna"],
  ["Disetujui, silakan lanjut", "silakan lanjut"],
  ["ACC", ""],
  ["Approved - go ahead", "go ahead"],
  ["ok", ""],
  ["Ya!", ""],
])("%j is a yes", (own, said) => {
  expect(verdictOf(own)).toEqual({ kind: "approve", said });
});

test.each([
  ["Tolak: terlalu mahal", "terlalu mahal"],
  ["tidak setuju, cari yang lain", "cari yang lain"],
  ["Ditolak", ""],
  ["Refuse, too expensive", "too expensive"],
  ["No", ""],
])("%j is a no with its reason", (own, said) => {
  expect(verdictOf(own)).toEqual({ kind: "refuse", said });
});

test.each([
  "",
  "Ok, saya lihat dulu",
  "Ya ampun, siapa yang minta?",
  "Setuju asal di bawah dua juta",
  "Setuju, tapi ganti penerimanya",
  "Setuju?",
  "Approve if Ratna agrees",
  "Approved but not today",
  "Belum setuju",
  "setujuan",
  "Jangan",
  "Mungkin setuju",
  "Terima kasih, setuju",
  "Sudah saya baca",
])("%j decides nothing", (own) => {
  expect(verdictOf(own).kind).toBe("unclear");
});

test("done, with the outcome; and what says more than that one has it", () => {
  expect(verdictOf("Selesai, sudah saya telepon Pak Joko")).toEqual({ kind: "done", said: "sudah saya telepon Pak Joko" });
  for (const mere of ["", "ok", "Siap!", "Terima kasih.", "on it"]) expect(saysMore(mere)).toBe(false);
  expect(saysMore("Saya telepon jam tiga")).toBe(true);
});

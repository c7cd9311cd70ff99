import { expect, test } from "vitest";
import { newPage, slugOf, wishOf, withQuestion } from "./page-draft.ts";

test.each([
  ["Temu direktur utama", "temu-direktur-utama"],
  ["  Café & Résumé!  ", "cafe-resume"],
  ["會議", ""],
  ["x".repeat(80), "x".repeat(60)],
  [`${"a".repeat(59)} b`, "a".repeat(59)],
])("the title %j makes the address %j", (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test("what is missing in one language is said in the other; empty questions are not asked; hours become minutes", () => {
  const draft = newPage({ id: "11111111-1111-4111-8111-111111111111", name: "Budi" }, "Asia/Jakarta", "id");
  const questions = withQuestion(withQuestion([])).map((one, at) => (at === 0 ? { ...one, id: "Untuk apa?", choices: "A, , B" } : one));
  expect(wishOf({ ...draft, title: "Temu", noticeHours: "1.5", perDay: " ", questions })).toMatchObject({
    slug: "temu",
    title: { id: "Temu", en: "Temu" },
    intro: null,
    hosts: ["11111111-1111-4111-8111-111111111111"],
    noticeMinutes: 90,
    perDay: null,
    questions: [{ key: "q1", label: { id: "Untuk apa?", en: "Untuk apa?" }, choices: ["A", "B"] }],
  });
});

test("a new question takes a key that none has, also after one was dropped", () => {
  const [, second] = withQuestion(withQuestion([]));
  expect(withQuestion([second!]).map(({ key }) => key)).toEqual(["q2", "q3"]);
});

import { expect, test } from "vitest";
import { checkRule, withoutPoint } from "./reach-rules.ts";
import { readPoint } from "./points.ts";
import { USUAL_RULES } from "./usual.ts";

test("each kind is kept in its one form", () => {
  expect(readPoint("mobile", "0812 3456 7890")).toEqual({ value: "+6281234567890", extension: null });
  expect(readPoint("phone", "021 5550100", "7")).toEqual({ value: "+62215550100", extension: "7" });
  expect(readPoint("email", " Ratna@Contoh.CO.ID ")).toEqual({ value: "ratna@contoh.co.id", extension: null });
  expect(readPoint("ntfy", "kerani-ratna_1")).toEqual({ value: "kerani-ratna_1", extension: null });
  expect(readPoint("webhook", "https://hook.contoh.co.id/a?b=1")).toEqual({ value: "https://hook.contoh.co.id/a?b=1", extension: null });
});

test.each([
  ["mobile", "halo", "PHONE_INVALID"],
  ["email", "ratna@", "CONTACT_POINT_INVALID"],
  ["email", "a@b.co\r\nBcc: x@y.co", "CONTACT_POINT_INVALID"],
  ["ntfy", "a/b", "CONTACT_POINT_INVALID"],
  ["webhook", "file:///etc/passwd", "CONTACT_POINT_INVALID"],
  ["webhook", "https://user:secret@hook.contoh.co.id/", "CONTACT_POINT_INVALID"],
  ["webhook", "hook.contoh.co.id", "CONTACT_POINT_INVALID"],
] as const)("%s %j is refused", (kind, value, code) => {
  expect(() => readPoint(kind, value)).toThrow(expect.objectContaining({ code }));
});

test("an extension belongs to a telephone", () => {
  expect(() => readPoint("email", "a@b.co", "12")).toThrow(expect.objectContaining({ code: "CONTACT_POINT_INVALID" }));
});

test("a rule's steps are kept in the order of their minutes, and to points of the right kind", () => {
  const points = [{ id: "m", kind: "mobile" as const }];
  const rule = { duringQuietHours: false, outsideWorkingHours: true };
  const steps = [
    { channel: "sms" as const, afterMinutes: 9, pointId: "m" },
    { channel: "push" as const, afterMinutes: 0 },
  ];
  expect(checkRule("soon", { ...rule, steps }, points).steps.map(({ channel }) => channel)).toEqual(["push", "sms"]);
  expect(() => checkRule("soon", { ...rule, steps: [{ channel: "email", afterMinutes: 0, pointId: "m" }] }, points)).toThrow(
    expect.objectContaining({ code: "CONTACT_RULE_INVALID" }),
  );
  expect(() => checkRule("soon", { ...rule, steps: [{ channel: "sms", afterMinutes: 0, pointId: "x" }] }, points)).toThrow(
    expect.objectContaining({ code: "CONTACT_RULE_INVALID" }),
  );
  expect(() => checkRule("emergency", { ...rule, steps: [] }, points)).toThrow(expect.objectContaining({ code: "CONTACT_RULE_INVALID" }));
  expect(withoutPoint({ soon: { ...rule, steps } }, "m").soon?.steps[0]).toEqual({ channel: "sms", afterMinutes: 9 });
});

test("what is usual obeys its own rules: steps in order, and an emergency breaks through", () => {
  for (const [urgency, rule] of Object.entries(USUAL_RULES)) expect(checkRule(urgency as "soon", rule, [])).toEqual(rule);
  expect(USUAL_RULES.emergency).toMatchObject({ duringQuietHours: true, outsideWorkingHours: true });
});

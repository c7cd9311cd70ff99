import type { Component } from "#kernel/icalendar/lines/component.ts";
import { textOf } from "#kernel/icalendar/lines/edit.ts";
import { expandSeries } from "#kernel/icalendar/series/expand.ts";
import { readSeries } from "#kernel/icalendar/series/series.ts";
import { spokenDay, spokenMoment } from "#kernel/time/spoken.ts";
import { mainOf, masterOf } from "../rules/stored.ts";

/** What a mail about a meeting says to those whose program does not read calendars. */
export type InvitationText = { subject: string; text: string };

const DAY = 86_400_000;
const HEADS = {
  REQUEST: { id: "Undangan", en: "Invitation" },
  CANCEL: { id: "Dibatalkan", en: "Cancelled" },
  REPLY: { id: "Jawaban", en: "Answer" },
} as const;
const ANSWERS: Readonly<Record<string, { id: string; en: string }>> = {
  ACCEPTED: { id: "hadir", en: "accepted" },
  DECLINED: { id: "tidak hadir", en: "declined" },
  TENTATIVE: { id: "mungkin hadir", en: "tentative" },
};

const when = (calendar: Component, zone: string) => {
  const { series } = readSeries(calendar);
  const [first] = expandSeries(series, { from: -62_135_596_800_000, to: 253_402_300_799_000, zone, maxInstances: 1 }).occurrences;
  if (!first) return undefined;
  const start = Temporal.Instant.fromEpochMilliseconds(first.start);
  if (first.allDay) return first.end - first.start > DAY ? spokenDay(start, zone) : spokenDay(start, zone);
  return spokenMoment(start, zone);
};

/** Says in both languages what it is about, when, where, and from whom. */
export const invitationText = (
  calendar: Component,
  { method, organizer, zone, answer }: { method: keyof typeof HEADS; organizer: string; zone: string; answer?: string | undefined },
): InvitationText => {
  const master = masterOf(mainOf(calendar))!;
  const title = textOf(master, "SUMMARY") ?? "";
  const place = textOf(master, "LOCATION");
  const at = when(calendar, zone);
  const head = HEADS[method];
  const said = answer ? ANSWERS[answer] : undefined;
  const part = (lang: "id" | "en", labels: { when: string; where: string; from: string }) =>
    [
      `${head[lang]}: ${title}${said ? ` (${said[lang]})` : ""}`,
      at ? `${labels.when}: ${at[lang]}` : "",
      place ? `${labels.where}: ${place}` : "",
      `${labels.from}: ${organizer}`,
    ]
      .filter(Boolean)
      .join("\n");
  const id = part("id", { when: "Waktu", where: "Tempat", from: "Dari" });
  const en = part("en", { when: "When", where: "Where", from: "From" });
  const description = method === "REQUEST" ? (textOf(master, "DESCRIPTION") ?? "") : "";
  return {
    subject: `${head.id}: ${title || "-"}`.slice(0, 200),
    text: [id, en, description.slice(0, 10_000)].filter(Boolean).join("\n\n"),
  };
};

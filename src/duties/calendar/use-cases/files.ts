import type { Handlers } from "#kernel/catalogue/duty.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import { serialise, type Component } from "#kernel/icalendar/lines/component.ts";
import { textOf } from "#kernel/icalendar/lines/edit.ts";
import { escapeText } from "#kernel/icalendar/lines/escapes.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { buildComponent, buildLine } from "#kernel/icalendar/lines/write.ts";
import { digestOf, newId, newSecret } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { ownerName } from "#duties/people/index.ts";
import { seenCalendar, type Seen } from "../asker.ts";
import type { calendarContract } from "../contract/calendar.ts";
import { nothingToRevoke, textUnreadable } from "../errors.ts";
import { objectsOf } from "../rules/objects-of-file.ts";
import { keepObject } from "../keeping.ts";
import { isMasked } from "../present.ts";
import { maskedText } from "../rules/masked.ts";
import { mainOf, readStored } from "../rules/stored.ts";
import { etagOf } from "../storing.ts";
import { feedByDigest, feedsOf, findFeed, insertFeed, revokeFeed, type FeedRow } from "../store/feeds.ts";
import { findCalendar, type Shelf } from "../store/calendars.ts";
import { objectsIn, objectsWithUid, type ObjectRow } from "../store/objects.ts";
import { readOwners } from "../store/owners.ts";
import { readText } from "./raw.ts";

type Handle = Handlers<typeof calendarContract>;

const MOST_OBJECTS = 50_000;

type Fate = "added" | "changed" | "same";

const importOne = async (
  work: Work,
  shelf: Shelf,
  { uid, calendar }: { uid: string; calendar: Component },
  overlap: boolean,
): Promise<Fate> => {
  const text = serialise([calendar]);
  const { component } = readText(text, false, work.actor.language);
  const there = (await objectsWithUid(work, [shelf.ownerId], uid)).find(({ calendarId }) => calendarId === shelf.id);
  if (there?.text === text) return "same";
  const address = there?.address ?? `${newId()}.ics`;
  await keepObject(work, {
    calendarId: shelf.id,
    address,
    uid: there?.uid ?? uid,
    component,
    text,
    overlap,
    notify: false,
    rooms: "decline",
  });
  return there ? "changed" : "added";
};

/** A refusal comes before anything of the object is written, so that the others can stay. */
const unlessRefused = (step: Promise<Fate>): Promise<Fate | Refusal> =>
  step.catch((error: unknown) => {
    if (error instanceof Refusal) return error;
    throw error;
  });

const bringIn: Handle["calendar.import"] = async (work, { id, text, overlap }) => {
  const { shelf } = await seenCalendar(work, id, "write");
  work.about("calendar", id);
  const { components, findings } = parse(text);
  const roots = components.filter(({ name }) => name === "VCALENDAR");
  if (roots.length === 0) throw textUnreadable(findings[0]?.text[work.actor.language] ?? "VCALENDAR");
  const counts: Record<Fate, number> = { added: 0, changed: 0, same: 0 };
  const refused: { uid: string; why: { id: string; en: string } }[] = [];
  for (const object of roots.flatMap(objectsOf).slice(0, MOST_OBJECTS)) {
    const fate = await unlessRefused(importOne(work, shelf, object, overlap));
    if (fate instanceof Refusal) refused.push({ uid: object.uid, why: { id: fate.text.id, en: fate.text.en } });
    else counts[fate] += 1;
  }
  return { ...counts, refused };
};

const together = (name: string, zone: string, texts: readonly string[]): string => {
  const calendars = texts.map((text) => readStored(text, zone).calendar);
  const zones = new Map<string, Component>();
  for (const one of calendars.flatMap(({ components }) => components.filter((part) => part.name === "VTIMEZONE")))
    zones.set(textOf(one, "TZID") ?? "", zones.get(textOf(one, "TZID") ?? "") ?? one);
  return serialise([
    buildComponent("VCALENDAR", [
      buildLine({ name: "VERSION", value: "2.0" }),
      buildLine({ name: "PRODID", value: "-//Kerani//Kalender//ID" }),
      buildLine({ name: "X-WR-CALNAME", value: escapeText(name) }),
      buildLine({ name: "X-WR-TIMEZONE", value: zone }),
      buildLine({ name: "REFRESH-INTERVAL", value: "PT1H", params: [{ name: "VALUE", values: ["DURATION"] }] }),
      ...zones.values(),
      ...calendars.flatMap(mainOf),
    ]),
  ]);
};

const visibleText = (seen: Pick<Seen, "access">, row: ObjectRow, language: "id" | "en"): string =>
  isMasked(seen as Seen, row) ? maskedText(readStored(row.text, "UTC").calendar, language) : row.text;

const takeOut: Handle["calendar.export"] = async (work, { id }) => {
  const seen = await seenCalendar(work, id, "read");
  const rows = await objectsIn(work, id, MOST_OBJECTS);
  const name = seen.shelf.name ?? seen.shelf.address;
  const zone = seen.shelf.timeZone ?? seen.owner.timeZone;
  return {
    name: `${name}.ics`,
    text: together(
      name,
      zone,
      rows.map((row) => visibleText(seen, row, work.actor.language)),
    ),
  };
};

const addFeed: Handle["feed.add"] = async (work, { calendarId, label, privateItems }) => {
  await seenCalendar(work, calendarId, "manage");
  const secret = newSecret();
  const feed = await insertFeed(work, {
    id: newId(), calendarId, digest: digestOf(secret), label, privateItems, createdBy: work.actor.id, createdAt: work.at,
  }); // prettier-ignore
  work.about("calendar_feed", feed.id);
  return { id: feed.id, url: `${work.services.url()}/feeds/${secret}.ics` };
};

const presentFeed = (row: FeedRow) => ({
  id: row.id,
  calendarId: row.calendarId,
  label: row.label,
  privateItems: row.privateItems as "busy",
  createdAt: row.createdAt,
  revoked: row.revokedAt !== null,
});

const endFeed: Handle["feed.revoke"] = async (work, { id }) => {
  const feed = await findFeed(work, id);
  if (!feed || feed.revokedAt) throw nothingToRevoke();
  await seenCalendar(work, feed.calendarId, "manage");
  await revokeFeed(work, id, work.at);
  work.about("calendar_feed", id);
  return {};
};

/** The calendar behind a secret address as ICS, private items as its owner chose; nothing when the address is none (any more). */
export const readFeed = async (
  work: { readonly tx: unknown; readonly now: Temporal.Instant },
  secret: string,
): Promise<{ name: string; text: string; etag: string } | undefined> => {
  const feed = await feedByDigest(work, digestOf(secret));
  const shelf = feed && (await findCalendar(work, feed.calendarId));
  const [owner] = shelf ? await readOwners(work, [shelf.ownerId]) : [];
  if (!feed || !shelf || !owner) return undefined;
  const rows = (await objectsIn(work, shelf.id, MOST_OBJECTS)).filter(
    ({ visibility }) => visibility === "public" || feed.privateItems === "busy",
  );
  const access = { level: "read" as const, secrets: false };
  const name = shelf.name ?? (await ownerName(work, { kind: "person", id: owner.id })).id;
  const text = together(
    name,
    shelf.timeZone ?? owner.timeZone,
    rows.map((row) => visibleText({ access }, row, "id")),
  );
  return { name, text, etag: etagOf(text) };
};

/** Calendars as files, and the secret addresses at which others read them. */
export const fileUseCases = {
  "calendar.import": bringIn,
  "calendar.export": takeOut,
  "feed.add": addFeed,
  "feed.list": async (work, { calendarId }) => {
    await seenCalendar(work, calendarId, "manage");
    return { feeds: (await feedsOf(work, calendarId)).map(presentFeed) };
  },
  "feed.revoke": endFeed,
} satisfies Partial<Handle>;

import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Component } from "#kernel/icalendar/lines/component.ts";
import { textOf } from "#kernel/icalendar/lines/edit.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { readSeries } from "#kernel/icalendar/series/series.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { seenCalendar, type Seen } from "../asker.ts";
import type { eventContract } from "../contract/event.ts";
import { eventMissing, itemIsPrivate, textUnreadable } from "../errors.ts";
import { dropObject, keepObject } from "../keeping.ts";
import { isMasked } from "../present.ts";
import { mainOf } from "../rules/stored.ts";
import { objectAt } from "../store/objects.ts";

type Handle = Handlers<typeof eventContract>;

/** What a text for a calendar or an address book is of; throws CALENDAR_TEXT_UNREADABLE for what may not be stored. */
export const readText = (text: string, card: boolean, language: "id" | "en"): { uid: string; component: string; root: Component } => {
  const { components, findings } = parse(text);
  const [root, ...others] = components;
  const grave = findings.find((one) => one.grave) ?? (root && !card ? readSeries(root).findings.find((one) => one.grave) : undefined);
  if (grave) throw textUnreadable(grave.text[language]);
  if (!root || root.name !== (card ? "VCARD" : "VCALENDAR") || others.length > 0) throw textUnreadable(card ? "VCARD ×1" : "VCALENDAR ×1");
  const main = card ? [root] : mainOf(root).filter(({ name }) => !name.startsWith("X-"));
  const uids = new Set(main.map((one) => textOf(one, "UID")?.trim() ?? ""));
  const [uid = ""] = uids;
  if (main.length === 0 || uids.size > 1 || uid === "" || uid.length > 2000) throw textUnreadable("UID");
  return { uid, component: main[0]!.name, root };
};

const writable = async (work: Work, calendarId: string, address: string): Promise<Seen> => {
  const seen = await seenCalendar(work, calendarId, "write");
  const row = await objectAt(work, calendarId, address);
  if (row && isMasked(seen, row)) throw itemIsPrivate();
  return seen;
};

const put: Handle["event.put"] = async (work, { calendarId, address, text, overlap, notify }) => {
  const { shelf } = await writable(work, calendarId, address);
  const { uid, component } = readText(text, shelf.kind === "addressbook", work.actor.language);
  const { row, created } = await keepObject(work, {
    calendarId, address, uid, component, text, notify, rooms: "decline", ...(overlap === undefined ? {} : { overlap }),
  }); // prettier-ignore
  work.about(shelf.kind === "addressbook" ? "card" : "event", row.id);
  if (component === "VEVENT") await work.announce(created ? "event.added" : "event.changed", { id: row.id, ownerId: shelf.ownerId });
  return { id: row.id, created, etag: row.etag, scheduleTag: row.scheduleTag, verbatim: row.text === text };
};

const drop: Handle["event.drop"] = async (work, { calendarId, address, notify }) => {
  await writable(work, calendarId, address);
  const row = await dropObject(work, calendarId, address, notify);
  if (!row) throw eventMissing();
  work.about("event", row.id);
  if (row.component === "VEVENT") await work.announce("event.removed", { id: row.id });
  return {};
};

/** Objects as devices send them, octet for octet. */
export const rawUseCases = { "event.put": put, "event.drop": drop } satisfies Partial<Handle>;

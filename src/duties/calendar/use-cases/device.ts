import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import type { z } from "zod";
import { personFacts } from "#duties/people/index.ts";
import { accessTo, askerOf, seenCalendar } from "../asker.ts";
import type { deviceContract, patch } from "../contract/device.ts";
import { addressTaken, calendarMissing, calendarNotYours, eventMissing, inviteeMissing, itemIsPrivate } from "../errors.ts";
import { ensureOwners, newCalendar } from "../owners.ts";
import { isMasked } from "../present.ts";
import { placeAnew } from "../placing.ts";
import { relocate } from "../relocating.ts";
import { accessOf, reaches, type Level } from "../rules/levels.ts";
import { calendarAt, calendarsById, insertCalendar, nextRevision, noteChange, updateCalendar } from "../store/calendars.ts";
import { insertFile, objectAt, updateObject } from "../store/objects.ts";
import { updateOwner, type OwnerRow } from "../store/owners.ts";
import { deleteShares, insertShare, sharesOf } from "../store/shares.ts";

type Handle = Handlers<typeof deviceContract>;
type Patch = z.output<typeof patch>;

const MOST_FILE_BYTES = 25 * 1024 * 1024;

const merged = (kept: unknown, changes: Readonly<Record<string, string | null>>): Record<string, string> => {
  const dead = { ...(kept as Record<string, string>) };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete dead[name];
    else dead[name] = value;
  }
  return dead;
};

const fieldsOf = (properties: Patch, dead: unknown) => {
  const { name, description, color, position, timeZone, zoneText, transparent, source } = properties;
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(color === undefined ? {} : { color }),
    ...(position === undefined ? {} : { position }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(zoneText === undefined ? {} : { zoneText }),
    ...(transparent === undefined ? {} : { transparent: transparent ?? false }),
    ...(source === undefined ? {} : { source }),
    dead: JSON.stringify(merged(dead, properties.dead)),
  };
};

/** The owner whose home this is, if the asker may make things there. */
const homeFor = async (work: Work, ownerId: string): Promise<OwnerRow> => {
  const [owner] = await ensureOwners(work, [ownerId]);
  if (!owner) throw calendarMissing();
  const shares = (await sharesOf(work, [ownerId])).filter(({ calendarId }) => calendarId === null);
  const held = { ownerId, ownerKind: owner.kind as "person", personal: false };
  const { level } = accessOf(await askerOf(work), held, shares.map((row) => ({ ...row, level: row.level as Level }))); // prettier-ignore
  if (level === "none") throw calendarMissing();
  if (!reaches(level, "write")) throw calendarNotYours();
  return owner;
};

const make: Handle["calendar.make"] = async (work, { owner: ownerId, address, book, components, properties }) => {
  const owner = await homeFor(work, ownerId);
  if (["inbox", "outbox", "people"].includes(address) || (await calendarAt(work, owner.id, address, book))) throw addressTaken();
  const row = await insertCalendar(
    work,
    newCalendar(work, owner.id, {
      ...fieldsOf(properties, {}),
      address,
      kind: book ? "addressbook" : "calendar",
      components: components ? JSON.stringify(components) : null,
    }),
  );
  work.about("calendar", row.id);
  return { id: row.id };
};

const mainFor = async (work: Work, owner: OwnerRow, id: string): Promise<string> => {
  const [main] = await calendarsById(work, [id]);
  if (main?.ownerId !== owner.id || main.kind !== "calendar") throw calendarMissing();
  return main.id;
};

const change: Handle["calendar.patch"] = async (work, { id, properties }) => {
  const { shelf, owner } = await seenCalendar(work, id, "write");
  work.about("calendar", id);
  const { availability, mainCalendar } = properties;
  await updateCalendar(work, id, { ...fieldsOf(properties, shelf.dead), changedAt: work.at });
  if (availability !== undefined || mainCalendar)
    await updateOwner(work, owner.id, {
      ...(availability === undefined ? {} : { availability }),
      ...(mainCalendar ? { defaultCalendarId: await mainFor(work, owner, mainCalendar) } : {}),
    });
  if (properties.transparent !== undefined || properties.timeZone !== undefined) await placeAnew(work, owner.id);
  await nextRevision(work, id);
  return {};
};

const changeHome: Handle["calendar.patch-home"] = async (work, { owner: ownerId, book, dead }) => {
  const owner = await homeFor(work, ownerId);
  const kept = owner.dead as Record<string, Record<string, string>>;
  const key = book ? "books" : "calendars";
  work.about("calendar_owner", owner.id);
  await updateOwner(work, owner.id, { dead: JSON.stringify({ ...kept, [key]: merged(kept[key] ?? {}, dead) }) });
  return {};
};

const delegate: Handle["calendar.delegate"] = async (work, { level, people }) => {
  const me = work.actor.id;
  const [owner] = me ? await ensureOwners(work, [me]) : [];
  if (!owner) throw inviteeMissing(work.actor.name);
  const facts = await personFacts(work, people);
  const unknown = people.find((id) => facts.get(id)?.kind !== "staff");
  if (unknown) throw inviteeMissing(unknown);
  const before = (await sharesOf(work, [owner.id])).filter((row) => row.calendarId === null);
  const gone = before.filter((row) => row.level === level || people.includes(row.toId ?? ""));
  await deleteShares(work, gone.map(({ id }) => id)); // prettier-ignore
  for (const toId of new Set(people))
    await insertShare(work, {
      id: newId(), ownerId: owner.id, calendarId: null, toKind: "person", toId, level, givenBy: me, givenAt: work.at,
    }); // prettier-ignore
  work.about("calendar_owner", owner.id);
  return {};
};

const levelOf = (privileges: readonly string[]): "busy" | "read" | "write" | "manage" => {
  if (privileges.includes("write-acl")) return "manage";
  if (privileges.some((one) => ["write-content", "bind", "unbind"].includes(one))) return "write";
  return privileges.includes("read") ? "read" : "busy";
};

const grant: Handle["calendar.grant"] = async (work, { id, grants }) => {
  const { shelf, owner } = await seenCalendar(work, id, "manage");
  const before = (await sharesOf(work, [owner.id])).filter((row) => row.calendarId === shelf.id);
  await deleteShares(work, before.map((row) => row.id)); // prettier-ignore
  const facts = await personFacts(work, grants.map(({ to }) => to).filter((to) => to !== "everyone")); // prettier-ignore
  for (const { to, privileges } of grants.filter((one) => one.privileges.length > 0)) {
    if (to !== "everyone" && !facts.has(to)) throw inviteeMissing(to);
    await insertShare(work, {
      id: newId(), ownerId: owner.id, calendarId: shelf.id, toKind: to === "everyone" ? "everyone" : "person", toId: to === "everyone" ? null : to,
      level: levelOf(privileges), privileges: JSON.stringify(privileges), givenBy: work.actor.id, givenAt: work.at,
    }); // prettier-ignore
  }
  await nextRevision(work, shelf.id);
  work.about("calendar", id);
  return {};
};

const transfer: Handle["event.transfer"] = async (work, input) => {
  const source = await seenCalendar(work, input.calendarId, input.move ? "write" : "read");
  const target = await seenCalendar(work, input.toCalendarId, "write");
  const [there, before] = [await objectAt(work, source.shelf.id, input.address), await objectAt(work, target.shelf.id, input.toAddress)];
  if ((there && isMasked(source, there)) || (before && isMasked(target, before))) throw itemIsPrivate();
  const from = { calendarId: source.shelf.id, address: input.address };
  const { row, created } = await relocate(work, from, { calendarId: target.shelf.id, address: input.toAddress }, input.move);
  work.about("event", row.id);
  return { id: row.id, created };
};

const mark: Handle["event.mark"] = async (work, { calendarId, address, dead }) => {
  const seen = await seenCalendar(work, calendarId, "write");
  const row = await objectAt(work, calendarId, address);
  if (!row || isMasked(seen, row)) throw eventMissing();
  work.about("event", row.id);
  await updateObject(work, row.id, { dead: JSON.stringify(merged(row.dead, dead)) });
  await noteChange(work, calendarId, address, false);
  return {};
};

const attach: Handle["event.attach"] = async (work, { calendarId, name, mediaType, bytes }) => {
  const [seen] = await accessTo(work, await calendarsById(work, [calendarId]));
  if (!seen || !reaches(seen.access.level, "write")) throw calendarNotYours();
  const content = Buffer.from(bytes, "base64");
  const { sha256, size } = await work.services.files.put(content, MOST_FILE_BYTES);
  const id = newId();
  await insertFile(work, { id, ownerId: seen.owner.id, name, mediaType, size, sha256, at: work.at });
  return { id };
};

/** What devices ask for by the DAV door. */
export const deviceUseCases = {
  "calendar.make": make,
  "calendar.patch": change,
  "calendar.patch-home": changeHome,
  "calendar.delegate": delegate,
  "calendar.grant": grant,
  "event.transfer": transfer,
  "event.mark": mark,
  "event.attach": attach,
} satisfies Handle;

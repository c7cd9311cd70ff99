import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { findByAddress, personFacts, type PersonFacts } from "#duties/people/index.ts";
import { calendarAt, calendarsOf, insertCalendar, type Shelf } from "./store/calendars.ts";
import { insertOwner, ownerByEmail, readOwners, updateOwner, type OwnerRow } from "./store/owners.ts";

type At = { readonly tx: unknown; readonly now: Temporal.Instant };

const URN = /^urn:uuid:([0-9a-f-]{36})$/i;
const COMPONENTS = JSON.stringify(["VEVENT", "VTODO", "VJOURNAL"]);

/** A calendar as it is made; what is not said is not there. */
export const newCalendar = (work: Pick<Work, "at">, ownerId: string, more: Partial<Parameters<typeof insertCalendar>[1]>) => ({
  id: newId(),
  ownerId,
  kind: "calendar",
  address: newId(),
  components: COMPONENTS,
  transparent: false,
  dead: "{}",
  createdAt: work.at,
  changedAt: work.at,
  ...more,
});

/** Makes the calendars that everybody has: one to keep, and the box that invitations come into. */
export const furnish = async (work: Work, ownerId: string, name: string): Promise<void> => {
  const main = await insertCalendar(work, newCalendar(work, ownerId, { address: "kalender", name }));
  await insertCalendar(work, newCalendar(work, ownerId, { kind: "inbox", address: "inbox", name: null }));
  await updateOwner(work, ownerId, { defaultCalendarId: main.id });
};

const personOwner = async (work: Work, person: PersonFacts): Promise<void> => {
  const made = await insertOwner(work, {
    id: person.id,
    kind: "person",
    name: person.name,
    features: "[]",
    timeZone: person.timeZone,
    bufferMinutes: 0,
    dead: "{}",
    createdAt: work.at,
  });
  if (made) await furnish(work, person.id, person.language === "en" ? "Calendar" : "Kalender");
};

/** The owners of these ids; members of staff who have no calendar yet get theirs. Ids of nobody are left out. */
export const ensureOwners = async (work: Work, ids: readonly string[]): Promise<OwnerRow[]> => {
  const there = await readOwners(work, ids);
  const known = new Set(there.map(({ id }) => id));
  const missing = ids.filter((id) => !known.has(id)).toSorted();
  if (missing.length === 0) return there;
  const facts = await personFacts(work, missing);
  for (const id of missing) {
    const person = facts.get(id);
    if (person && person.kind === "staff" && !person.archived) await personOwner(work, person);
  }
  return readOwners(work, ids);
};

/** The calendar that takes what comes for an owner: the one they chose, else their first. */
export const mainCalendar = async (work: At, owner: OwnerRow): Promise<Shelf | undefined> => {
  const all = (await calendarsOf(work, [owner.id])).filter(({ kind }) => kind === "calendar");
  return all.find(({ id }) => id === owner.defaultCalendarId) ?? all[0];
};

/** The box of an owner. */
export const inboxOf = (work: At, ownerId: string): Promise<Shelf | undefined> => calendarAt(work, ownerId, "inbox", false);

/** The calendar user addresses of owners, the preferred one first. */
export const addressesOf = async (work: At, owners: readonly OwnerRow[]): Promise<Map<string, string[]>> => {
  const people = owners.filter(({ kind }) => kind === "person").map(({ id }) => id);
  const facts = people.length > 0 ? await personFacts(work, people) : new Map<string, PersonFacts>();
  return new Map(
    owners.map((owner) => {
      const mails =
        facts
          .get(owner.id)
          ?.contacts.filter(({ kind }) => kind === "email")
          .map(({ value }) => value) ?? [];
      if (owner.email) mails.push(owner.email);
      return [owner.id, [...mails.map((mail) => `mailto:${mail.toLowerCase()}`), `urn:uuid:${owner.id}`]];
    }),
  );
};

const ownerIdOf = async (work: At, address: string): Promise<string | undefined> => {
  const id = URN.exec(address)?.[1];
  if (id) return id.toLowerCase();
  if (!address.startsWith("mailto:")) return undefined;
  const email = address.slice("mailto:".length);
  const room = await ownerByEmail(work, email);
  return room?.id ?? findByAddress(work, { email });
};

/** Which of these addresses are a colleague's, a room's or a thing's; outside contacts and strangers are left out. */
export const idsOfAddresses = async (work: At, addresses: Iterable<string>): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  for (const address of addresses) {
    const id = await ownerIdOf(work, address);
    if (id) found.set(address, id);
  }
  const ids = [...new Set(found.values())];
  const owners = new Set((await readOwners(work, ids)).map(({ id }) => id));
  const facts = await personFacts(
    work,
    ids.filter((id) => !owners.has(id)),
  );
  const inside = (id: string): boolean => owners.has(id) || (facts.get(id)?.kind === "staff" && !facts.get(id)?.archived);
  return new Map([...found].filter(([, id]) => inside(id)));
};

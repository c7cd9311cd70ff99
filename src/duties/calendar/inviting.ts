import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { findByName, personFacts } from "#duties/people/index.ts";
import { inviteeMissing } from "./errors.ts";
import { addressesOf, ensureOwners } from "./owners.ts";
import { attendeesOf, putInvitees, type Invitee } from "./rules/attendees.ts";
import { readOwners, type OwnerRow } from "./store/owners.ts";

const REF = /^person:([0-9a-f-]{36})$/i;
const MAIL = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/;

/** Somebody who is named by a reference, an address, or a name that fits exactly one colleague or contact. */
const person = async (work: Work, text: string, organizerId: string): Promise<Invitee> => {
  const optional = text.startsWith("?");
  const said = optional ? text.slice(1).trim() : text;
  if (MAIL.test(said)) {
    const address = `mailto:${said.toLowerCase()}`;
    return { address, name: said, kind: "INDIVIDUAL", optional, answer: "NEEDS-ACTION" };
  }
  const found = REF.exec(said)?.[1] ?? (await onlyOne(work, said));
  const facts = found ? (await personFacts(work, [found])).get(found) : undefined;
  if (!facts) throw inviteeMissing(said);
  const mail = facts.contacts.find(({ kind }) => kind === "email")?.value;
  if (facts.kind === "contact" && !mail) throw inviteeMissing(facts.name);
  const address = mail ? `mailto:${mail.toLowerCase()}` : `urn:uuid:${facts.id}`;
  return { address, name: facts.name, kind: "INDIVIDUAL", optional, answer: facts.id === organizerId ? "ACCEPTED" : "NEEDS-ACTION" };
};

const onlyOne = async (work: Work, name: string): Promise<string | undefined> => {
  const close = (await findByName(work, name, 5)).filter((one) => (one.kind === "staff" || one.kind === "contact") && one.close);
  return close.length === 1 ? close[0]!.id : undefined;
};

const room = (owner: OwnerRow, address: string): Invitee => ({
  address,
  name: owner.name,
  kind: owner.kind === "room" ? "ROOM" : "RESOURCE",
  optional: false,
  answer: "NEEDS-ACTION",
});

/** Rooms and things by the ids of their owners. */
const rooms = async (work: Work, ids: readonly string[]): Promise<Invitee[]> => {
  const owners = new Map((await readOwners(work, ids)).map((owner) => [owner.id, owner]));
  const addresses = await addressesOf(work, [...owners.values()]);
  return ids.map((id) => {
    const owner = owners.get(id);
    if (!owner || owner.kind === "person" || owner.kind === "company" || owner.archivedAt) throw inviteeMissing(id);
    return room(owner, addresses.get(id)![0]!);
  });
};

/** Whom and what a wish invites; what is left out of the wish stays as it is. */
export type InvitingWish = { attendees?: readonly string[] | undefined; rooms?: readonly string[] | undefined };

const HOUSE = new Set(["ROOM", "RESOURCE"]);

const staying = (component: Component, house: boolean): Invitee[] =>
  [...attendeesOf([component]).values()]
    .filter(({ kind }) => HOUSE.has(kind) === house)
    .map(({ address, name, kind, role, answer }) => ({
      address,
      name: name ?? address,
      kind: kind as "ROOM",
      optional: role === "OPT-PARTICIPANT",
      answer,
    }));

/** Puts whom a wish invites into components; the calendar's owner is the organizer, whoever books in their name is named. */
export const inviterFor = async (
  work: Work,
  owner: OwnerRow,
  wish: InvitingWish,
): Promise<((component: Component) => Component) | undefined> => {
  if (!wish.attendees && !wish.rooms) return undefined;
  const people = wish.attendees && (await Promise.all(wish.attendees.map((text) => person(work, text, owner.id))));
  const house = wish.rooms && (await rooms(work, wish.rooms));
  const [me] = work.actor.id && work.actor.id !== owner.id ? await ensureOwners(work, [work.actor.id]) : [];
  const addresses = await addressesOf(work, me ? [owner, me] : [owner]);
  const sentBy = me && addresses.get(me.id)?.find((address) => address.startsWith("mailto:"));
  const organizer = { address: addresses.get(owner.id)![0]!, name: owner.name, sentBy };
  return (component) =>
    putInvitees(component, organizer, [...(people ?? staying(component, false)), ...(house ?? staying(component, true))]);
};

import { createHash } from "node:crypto";
import { atDesk } from "#kernel/authority/authority.ts";
import { serialise } from "#kernel/icalendar/lines/component.ts";
import { escapeText, writeStructured } from "#kernel/icalendar/lines/escapes.ts";
import { buildComponent, buildLine } from "#kernel/icalendar/lines/write.ts";
import { everyColleague, personFacts, type PersonFacts } from "#duties/people/index.ts";
import type { ChangeSet, Collection, StoredObject, Viewer } from "../engine/backend.ts";
import type { CollectionRef } from "../engine/ref.ts";
import { expiredToken } from "../engine/errors.ts";
import { READ_ONLY } from "./levels.ts";
import { actorOf, askingOf, type DavParts } from "./parts.ts";

const NAME = "people";

/** Whether an address is the company's directory. */
export const isPeopleBook = ({ home, collection }: CollectionRef): boolean => home === "addressbooks" && collection === NAME;

const KINDS: Readonly<Record<string, { name: string; type: string }>> = {
  phone: { name: "TEL", type: "WORK" },
  mobile: { name: "TEL", type: "CELL" },
  email: { name: "EMAIL", type: "INTERNET" },
};

const nameParts = (name: string): string[][] => {
  const space = name.lastIndexOf(" ");
  return space > 0 ? [[name.slice(space + 1)], [name.slice(0, space)], [], [], []] : [[], [name], [], [], []];
};

/** Points that are the desk's to know are not in everybody's telephone. */
const cardOf = (person: PersonFacts, everything: boolean): string => {
  const points = person.contacts.flatMap(({ kind, value, preferred, seenBy }) => {
    const as = KINDS[kind];
    if (!as || !(everything || seenBy === "staff")) return [];
    return [
      buildLine({ name: as.name, value: escapeText(value), params: [{ name: "TYPE", values: preferred ? [as.type, "PREF"] : [as.type] }] }),
    ];
  });
  const line = (name: string, value: string) => buildLine({ name, value });
  return serialise([
    buildComponent("VCARD", [
      line("VERSION", "3.0"),
      line("PRODID", "-//Kerani//Orang//ID"),
      line("UID", `urn:uuid:${person.id}`),
      line("FN", escapeText(person.called)),
      line("N", writeStructured(nameParts(person.name))),
      ...(person.position ? [line("TITLE", escapeText(person.position))] : []),
      ...(person.organisation ? [line("ORG", writeStructured([[person.organisation.name]]))] : []),
      ...points,
    ]),
  ]);
};

const tag = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 27);

/** The cards of the colleagues, of all or by the names of the objects. */
export const peopleObjects = async (parts: DavParts, viewer: Viewer, names?: readonly string[]): Promise<StoredObject[]> => {
  const asking = askingOf(parts, viewer);
  const all = await everyColleague(asking);
  const wanted = names && new Set(names);
  const ids = wanted ? all.filter((id) => wanted.has(`${id}.vcf`)) : all;
  const people = [...(await personFacts(asking, ids)).values()].filter(({ archived }) => !archived);
  return people.map((person) => {
    const text = cardOf(person, atDesk(actorOf(viewer)) || person.id === viewer.principal);
    return { name: `${person.id}.vcf`, etag: tag(text), size: Buffer.byteLength(text), component: "VCARD", modified: asking.now, text };
  });
};

/** The same without saying more than a listing needs. */
export const peopleEntries = (parts: DavParts, viewer: Viewer): Promise<StoredObject[]> => peopleObjects(parts, viewer);

const revisionOf = (objects: readonly StoredObject[]): string =>
  tag(
    objects
      .map(({ name, etag }) => `${name} ${etag}`)
      .toSorted()
      .join("\n"),
  );

/** The company's directory as an address book of everybody who works there: read only, kept at the desk. */
export const peopleBook = async (parts: DavParts, viewer: Viewer): Promise<Collection> => ({
  home: "addressbooks",
  owner: viewer.principal,
  collection: NAME,
  kind: "addressbook",
  privileges: READ_ONLY,
  revision: revisionOf(await peopleObjects(parts, viewer)),
  displayName: "Kerani",
  dead: new Map(),
});

/** Nothing changed, or start anew: who left the company is not remembered here. */
export const peopleChanges = async (parts: DavParts, viewer: Viewer, since: string | undefined): Promise<ChangeSet> => {
  const changed = await peopleObjects(parts, viewer);
  const revision = revisionOf(changed);
  if (since !== undefined && since !== revision) throw expiredToken();
  return { revision, changed: since === undefined ? changed : [], removed: [], truncated: false };
};

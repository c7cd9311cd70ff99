import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { askerOf } from "../asker.ts";
import type { FoundOut, personContract } from "../contract/person.ts";
import { bestOf } from "../find.ts";
import { calledName, initialsOf } from "../rules/naming.ts";
import { showPhone } from "../rules/phone.ts";
import type { Sought } from "../rules/search.ts";
import { membersOf, readGroupsById } from "../store/groups.ts";
import { readOrganisationsById } from "../store/organisations.ts";
import { readPeople } from "../store/people.ts";
import { holdersOf, readPostsById } from "../store/posts.ts";
import { byAddress, byLikeness, byLikenessIn, byWords, readText, type Hit } from "../store/search.ts";
import { readNames } from "../store/staff.ts";
import { PEOPLE_WORDS } from "../words.ts";

type Handle = Handlers<typeof personContract>;
type Wish = { sought: Sought; limit: number; wants: (type: string) => boolean };

/** Staff before contacts before organisations, where two fit equally well. */
const ORDER = ["staff", "post", "group", "contact", "organisation"];

const peopleHits = async (work: Work, { sought, limit, wants }: Wish): Promise<Hit[]> => {
  const hits: Hit[] = [];
  for (const kind of ["staff", "contact"] as const) if (wants(kind)) hits.push(...(await byWords(work, "person", sought, limit, kind)));
  hits.push(...(await byAddress(work, sought, askerOf(work).desk, limit)));
  // Guessing costs more than looking up, so only when what was typed does not say enough.
  const isAddress = sought.phonePart !== undefined || sought.mailPart !== undefined;
  if (hits.length < limit && !isAddress) hits.push(...(await byLikeness(work, sought)));
  return bestOf(hits, limit * 2);
};

const foundPeople = async (work: Work, wish: Wish): Promise<FoundOut[]> => {
  if (!wish.wants("staff") && !wish.wants("contact")) return [];
  const hits = await peopleHits(work, wish);
  const rows = new Map(
    (
      await readPeople(
        work,
        hits.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  return hits.flatMap(({ id, score }) => {
    const row = rows.get(id);
    if (!row || !wish.wants(row.kind)) return [];
    const detail = row.post?.title ?? ([row.position, row.organisationName].filter(Boolean).join(", ") || null);
    return [
      { type: "person", id, kind: row.kind, name: calledName(row), detail, initials: initialsOf(row), hasPhoto: row.photo !== null, score },
    ];
  });
};

const smallHits = async (
  work: Work,
  table: "post" | "people_group" | "organisation",
  { sought, limit }: Wish,
): Promise<Map<string, number>> => {
  const hits = await byWords(work, table, sought, limit);
  if (hits.length < limit) hits.push(...(await byLikenessIn(work, table, sought, limit)));
  return new Map(bestOf(hits, limit).map(({ id, score }) => [id, score]));
};

const thing = (
  type: FoundOut["type"],
  { id, name }: { id: string; name: string },
  detail: string | null,
  score: number | undefined,
): FoundOut => ({
  type,
  id,
  kind: null,
  name,
  detail,
  initials: initialsOf({ name, initials: null }),
  hasPhoto: false,
  score: score ?? 0,
});

const foundPosts = async (work: Work, wish: Wish): Promise<FoundOut[]> => {
  if (!wish.wants("post")) return [];
  const hits = await smallHits(work, "post", wish);
  const holders = (await holdersOf(work, [...hits.keys()])).filter(({ now }) => now);
  const names = new Map(
    (
      await readNames(
        work,
        holders.map(({ personId }) => personId),
      )
    ).map(({ id, name }) => [id, name]),
  );
  const held = (postId: string) => holders.flatMap((one) => (one.postId === postId ? (names.get(one.personId) ?? []) : [])).join(", ");
  return (await readPostsById(work, [...hits.keys()])).map((post) =>
    thing(
      "post",
      { id: post.id, name: post.title },
      [post.place, held(post.id) || PEOPLE_WORDS.vacant[work.actor.language]].filter(Boolean).join(" · "),
      hits.get(post.id),
    ),
  );
};

const foundGroups = async (work: Work, wish: Wish): Promise<FoundOut[]> => {
  if (!wish.wants("group")) return [];
  const hits = await smallHits(work, "people_group", wish);
  const members = Map.groupBy(await membersOf(work, [...hits.keys()]), ({ groupId }) => groupId);
  const many = (id: string) => PEOPLE_WORDS.members[work.actor.language](members.get(id)?.length ?? 0);
  return (await readGroupsById(work, [...hits.keys()])).map((group) => thing("group", group, many(group.id), hits.get(group.id)));
};

const foundOrganisations = async (work: Work, wish: Wish): Promise<FoundOut[]> => {
  if (!wish.wants("organisation")) return [];
  const hits = await smallHits(work, "organisation", wish);
  return (await readOrganisationsById(work, [...hits.keys()])).map((one) =>
    thing("organisation", one, one.phone ? showPhone(one.phone) : null, hits.get(one.id)),
  );
};

const find: Handle["person.find"] = async (work, { text, types, limit }) => {
  const wish: Wish = { sought: await readText(work, text), limit, wants: (type) => !types || (types as string[]).includes(type) };
  const found = [
    ...(await foundPeople(work, wish)),
    ...(await foundPosts(work, wish)),
    ...(await foundGroups(work, wish)),
    ...(await foundOrganisations(work, wish)),
  ];
  const rank = ({ type, kind }: FoundOut) => ORDER.indexOf(kind ?? type);
  return { found: found.sort((a, b) => b.score - a.score || rank(a) - rank(b)).slice(0, limit) };
};

/** Finding. */
export const findHandlers = { "person.find": find };

import type { HasDatabase } from "#kernel/db/handle.ts";
import { calledName } from "./rules/naming.ts";
import { readPhone } from "./rules/phone.ts";
import { SCORES } from "./rules/search.ts";
import { readGroup } from "./store/groups.ts";
import { readPeople, type PersonRow } from "./store/people.ts";
import { ownersOf as ownersOfValues } from "./store/points.ts";
import { readPost } from "./store/posts.ts";
import { byLikeness, byLikenessIn, byWords, readText, type Hit } from "./store/search.ts";

type At = HasDatabase & { readonly now: Temporal.Instant };

/** A number as it is stored (E.164, or a short service number), or undefined when nobody could dial it. */
export const normalisePhone = (text: string): string | undefined => readPhone(text)?.value;

/** The one active person who has this number or address; undefined when nobody has it, or several have. */
export const findByAddress = async (
  work: HasDatabase,
  { phone, email }: { phone?: string | undefined; email?: string | undefined },
): Promise<string | undefined> => {
  const number = phone ? readPhone(phone) : undefined;
  for (const value of [number?.value, email?.trim().toLowerCase()]) {
    if (!value) continue;
    const ids = new Set((await ownersOfValues(work, [value])).map(({ id }) => id));
    if (ids.size === 1) return [...ids][0];
  }
  return undefined;
};

/** Somebody or something that a text may mean. */
export type Named = {
  id: string;
  kind: "staff" | "contact" | "post" | "group";
  /** As one says it: Ibu Ratna Dewi. */
  name: string;
  /** Without salutation. */
  plainName: string;
  /** True when every word was typed rightly, as far as it was typed. */
  close: boolean;
  score: number;
};

/** Hits of several searches joined: the best score of each record, best first. */
export const bestOf = (hits: readonly Hit[], limit: number): Hit[] => {
  const best = new Map<string, number>();
  for (const { id, score } of hits) best.set(id, Math.max(best.get(id) ?? 0, score));
  return [...best]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
};

const named = (kind: Named["kind"], { id, score }: Hit, name: string, plainName: string): Named => ({
  id,
  kind,
  name,
  plainName,
  close: score >= SCORES.words,
  score,
});

/** People, posts and groups that a text may mean, best first; staff before contacts of equal rank. Asks nobody's permission. */
export const findByName = async (work: At, text: string, limit: number): Promise<Named[]> => {
  const sought = await readText(work, text);
  const people = [
    ...(await byWords(work, "person", sought, limit, "staff")),
    ...(await byWords(work, "person", sought, limit, "contact")),
    ...(await byLikeness(work, sought)),
  ];
  const hits = bestOf(people, limit);
  const rows = new Map<string, PersonRow>(
    (
      await readPeople(
        work,
        hits.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const found: Named[] = hits.flatMap((hit) => {
    const row = rows.get(hit.id);
    return row ? [named(row.kind, hit, calledName(row), row.name)] : [];
  });
  for (const hit of [...(await byWords(work, "post", sought, limit)), ...(await byLikenessIn(work, "post", sought, limit))]) {
    const post = await readPost(work, hit.id);
    if (post) found.push(named("post", hit, post.title, post.title));
  }
  for (const hit of [
    ...(await byWords(work, "people_group", sought, limit)),
    ...(await byLikenessIn(work, "people_group", sought, limit)),
  ]) {
    const group = await readGroup(work, hit.id);
    if (group) found.push(named("group", hit, group.name, group.name));
  }
  const once = new Map(found.toSorted((a, b) => a.score - b.score).map((one) => [one.id, one]));
  return [...once.values()]
    .sort((a, b) => b.score - a.score || Number(a.kind === "contact") - Number(b.kind === "contact"))
    .slice(0, limit);
};

import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import type { postContract } from "../contract/post.ts";
import { daysReversed, holdingMissing, lineTooLong, personMissing, postInUse, postMissing, reportingCycle, staffOnly } from "../errors.ts";
import { circle, levelsAbove, levelsBelow, MOST_LEVELS, treeOrder } from "../rules/lines.ts";
import { briefOf, briefsOf } from "../shapes.ts";
import { lockPerson, readPerson, type PersonRow } from "../store/people.ts";
import {
  deleteHolding,
  endHolding,
  heldBy,
  holdersOf,
  insertHoldings,
  insertPosts,
  lockReportingLines,
  readPost,
  readPosts,
  updatePost,
  type HoldingRow,
  type PostRow,
} from "../store/posts.ts";

type Handle = Handlers<typeof postContract>;

const shape = ({ id, title, place, reportsTo, note, archivedAt }: PostRow) => ({ id, title, place, reportsTo, note, archivedAt });
const cleared = (text: string | null | undefined) => (text === undefined ? undefined : text || null);

const activePost = async (work: Work, id: string): Promise<PostRow> => {
  const post = await readPost(work, id);
  if (!post || post.archivedAt) throw postMissing();
  return post;
};

const add: Handle["post.add"] = async (work, { title, place, reportsTo, note }) => {
  await lockReportingLines(work);
  if (reportsTo) await activePost(work, reportsTo);
  if (reportsTo && levelsAbove(await readPosts(work, false), reportsTo) >= MOST_LEVELS) throw lineTooLong();
  const [id] = await insertPosts(work, [{ title, place, reportsTo, note: cleared(note) }]);
  work.about("post", id as string);
  await work.announce("post.changed", { postId: id });
  return shape(await activePost(work, id as string));
};

const change: Handle["post.change"] = async (work, { id, note, ...given }) => {
  await lockReportingLines(work);
  await activePost(work, id);
  work.about("post", id);
  if (given.reportsTo) {
    await activePost(work, given.reportsTo);
    const posts = await readPosts(work, false);
    const chain = circle(posts, id, given.reportsTo);
    if (chain) throw reportingCycle(chain.join(" → "));
    if (levelsAbove(posts, given.reportsTo) + levelsBelow(posts, id) > MOST_LEVELS) throw lineTooLong();
  }
  await updatePost(work, id, { ...given, note: cleared(note) });
  await work.announce("post.changed", { postId: id });
  return shape(await activePost(work, id));
};

const archive: Handle["post.archive"] = async (work, { id }) => {
  await lockReportingLines(work);
  const post = await activePost(work, id);
  work.about("post", id);
  const below = (await readPosts(work, false)).some(({ reportsTo }) => reportsTo === id);
  if (below || (await holdersOf(work, [id])).length > 0) throw postInUse();
  await updatePost(work, id, { archivedAt: work.at });
  await work.announce("post.changed", { postId: id });
  return { ...shape(post), archivedAt: work.at };
};

const holding = ({ id, fromDay, untilDay, acting, now }: HoldingRow) => ({ id, from: fromDay, until: untilDay, acting, now });

const list: Handle["post.list"] = async (work, { archived }) => {
  const posts = treeOrder(await readPosts(work, archived));
  const rows = await holdersOf(
    work,
    posts.map(({ id }) => id),
  );
  const briefs = await briefsOf(
    work,
    rows.map(({ personId }) => personId),
  );
  const byPost = Map.groupBy(rows, ({ postId }) => postId);
  const holders = (postId: string) =>
    (byPost.get(postId) ?? []).flatMap((row) => {
      const person = briefs.get(row.personId);
      return person ? [{ ...holding(row), person }] : [];
    });
  return { posts: posts.map((post) => ({ ...shape(post), depth: post.depth, holders: holders(post.id) })) };
};

/** An active member of staff, held, so that nobody archives them meanwhile. */
const staffMember = async (work: Work, id: string): Promise<PersonRow> => {
  await lockPerson(work, id);
  const row = await readPerson(work, id);
  if (!row) throw personMissing();
  if (row.kind !== "staff" || row.archivedAt) throw staffOnly();
  return row;
};

const todayOf = (work: Work, { timeZone }: PersonRow) => work.now.toZonedDateTimeISO(timeZone).toPlainDate();

const fill: Handle["post.fill"] = async (work, { postId, personId, from, until, acting }) => {
  await lockReportingLines(work);
  const post = await activePost(work, postId);
  const row = await staffMember(work, personId);
  work.about("post", postId);
  const fromDay = from ?? todayOf(work, row).toString();
  if (until && until < fromDay) throw daysReversed();
  const [id] = await insertHoldings(work, [{ postId, personId, fromDay, untilDay: until ?? null, acting }]);
  await work.announce("post.filled", { postId, personId });
  const now = (await heldBy(work, [personId])).find((held) => held.id === id)?.now ?? false;
  const { title, place } = post;
  const person = briefOf((await readPerson(work, personId)) ?? row);
  return { id: id as string, post: { id: postId, title, place }, person, from: fromDay, until: until ?? null, acting, now };
};

const vacate: Handle["post.vacate"] = async (work, { postId, personId, lastDay }) => {
  await lockReportingLines(work);
  await activePost(work, postId);
  await lockPerson(work, personId);
  const row = await readPerson(work, personId);
  const held = (await heldBy(work, [personId])).filter((one) => one.postId === postId);
  const last = lastDay ?? (row && todayOf(work, row).subtract({ days: 1 }).toString());
  const touched = held.filter(({ untilDay }) => last !== undefined && (untilDay === null || untilDay > last));
  if (!last || touched.length === 0) throw holdingMissing();
  work.about("post", postId);
  for (const { id, fromDay } of touched) {
    if (fromDay > last) await deleteHolding(work, id);
    else await endHolding(work, id, last);
  }
  await work.announce("post.vacated", { postId, personId });
  return { postId, personId, lastDay: touched.every(({ fromDay }) => fromDay > last) ? null : last };
};

/** Posts, reporting lines and holders. */
export const postHandlers = {
  "post.add": add,
  "post.change": change,
  "post.archive": archive,
  "post.list": list,
  "post.fill": fill,
  "post.vacate": vacate,
};

import { afterAll, beforeAll, expect, test } from "vitest";
import { behind, ownersOf, supervisorOf } from "../index.ts";
import { testCompany, type Company } from "#test/harness/people.ts";

let c: Company;
beforeAll(async () => {
  c = await testCompany();
});
afterAll(() => c.t.tearDown());

const refusedWith = (code: string) => expect.objectContaining({ code });
const at = () => ({ tx: c.t.house.db, now: c.t.clock.now() });
const behindPost = (id: string) => behind(at(), { kind: "post", id }, c.t.clock.now());

test("the tree is read from the top, with everybody's holders", async () => {
  const { posts } = await c.t.call("post.list", {}, await c.as("kevin"));
  expect(posts[0]).toMatchObject({ title: "Direktur Utama", depth: 0 });
  expect(posts).toHaveLength(25);
  const satpam = posts.find(({ id }) => id === c.ids.posts.satpam);
  expect(satpam).toMatchObject({ depth: 3 });
  expect(satpam?.holders.map(({ person }) => person.name).toSorted()).toEqual(["Tono", "Ujang Permana"]);
});

test("a circle is refused with the way around it", async () => {
  const { dirut, manops, satpam } = c.ids.posts;
  await expect(c.t.call("post.change", { id: dirut, reportsTo: satpam }, c.admin)).rejects.toThrow(
    "Direktur Utama → Satpam → Manajer Operasional → Direktur Operasional → Direktur Utama",
  );
  await expect(c.t.call("post.change", { id: manops, reportsTo: manops }, c.admin)).rejects.toThrow(refusedWith("REPORTING_CYCLE"));
});

test("two changes at once that would make a circle together: one is refused", async () => {
  const [a, b] = await Promise.all(["Kembar A", "Kembar B"].map((title) => c.t.call("post.add", { title }, c.admin)));
  const outcomes = await Promise.allSettled([
    c.t.call("post.change", { id: a?.id as string, reportsTo: b?.id as string }, c.admin),
    c.t.call("post.change", { id: b?.id as string, reportsTo: a?.id as string }, c.admin),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("a line has fifty levels at most", async () => {
  let above: string | undefined;
  for (let level = 1; level <= 50; level++)
    above = (await c.t.call("post.add", { title: `Tingkat ${level}`, ...(above ? { reportsTo: above } : {}) }, c.admin)).id;
  await expect(c.t.call("post.add", { title: "Tingkat 51", reportsTo: above as string }, c.admin)).rejects.toThrow(
    refusedWith("REPORTING_LINE_TOO_LONG"),
  );
  await expect(c.t.call("post.change", { id: c.ids.posts.dirut, reportsTo: above as string }, c.admin)).rejects.toThrow(
    refusedWith("REPORTING_LINE_TOO_LONG"),
  );
});

test("only administrators change posts, and no two of one title stand at one place", async () => {
  await expect(c.t.call("post.add", { title: "Wakil" }, await c.as("sari"))).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await expect(c.t.call("post.add", { title: "direktur utama" }, c.admin)).rejects.toThrow(refusedWith("POST_TITLE_TAKEN"));
  await expect(c.t.call("post.add", { title: "Direktur Utama", place: "Medan" }, c.admin)).resolves.toMatchObject({ place: "Medan" });
  await expect(c.t.call("post.add", { title: "X", reportsTo: c.ids.staff.eka }, c.admin)).rejects.toThrow(refusedWith("POST_MISSING"));
  await expect(c.t.call("post.archive", { id: c.ids.posts.manops }, c.admin)).rejects.toThrow(refusedWith("POST_IN_USE"));
  await expect(c.t.call("post.archive", { id: c.ids.posts.pramubakti }, c.admin)).rejects.toThrow(refusedWith("POST_IN_USE"));
});

test("whoever acts in a post stands behind it; a vacant post falls to the one above", async () => {
  const { staff, posts } = c.ids;
  expect(await behindPost(posts.manada)).toEqual([staff.togar]);
  expect(await behindPost(posts.mantik)).toEqual([staff.hotma]);
  expect((await behindPost(posts.satpam)).toSorted()).toEqual([staff.tono, staff.ujang].toSorted());
  expect(await supervisorOf(at(), staff.michael)).toBe(staff.hotma);
  expect(await supervisorOf(at(), staff.bambang)).toBeUndefined();
  // Togar acts in the very post that his own reports to: he does not report to himself.
  expect(await supervisorOf(at(), staff.togar)).toBe(staff.zulkifli);
  expect(await supervisorOf(at(), staff.zulkifli)).toBe(staff.hotma);
  expect((await ownersOf(at(), staff.togar)).posts.toSorted()).toEqual([posts.manada, posts.stafada].toSorted());
  const card = await c.t.call("person.card", { id: staff.zulkifli }, c.admin);
  expect(card.standIns).toEqual([
    expect.objectContaining({ reason: { id: "Pelaksana tugas Manajer Pengadaan", en: "Acting Manajer Pengadaan" } }),
  ]);
});

test("a holding begins and ends at midnight where its holder is", async () => {
  const { staff } = c.ids;
  const post = await c.t.call("post.add", { title: "Ketua Panitia" }, c.admin);
  const filled = await c.t.call("post.fill", { postId: post.id, personId: staff.andi, from: "2026-03-03", until: "2026-03-03" }, c.admin);
  expect(filled).toMatchObject({ now: false, until: "2026-03-03" });
  expect(await behindPost(post.id)).toEqual([]);
  await c.t.advance({ hours: 15 });
  // 23.00 in Jakarta, and midnight in Makassar.
  expect(await behindPost(post.id)).toEqual([staff.andi]);
  await c.t.advance({ hours: 23, minutes: 59 });
  expect(await behindPost(post.id)).toEqual([staff.andi]);
  await c.t.advance({ minutes: 1 });
  expect(await behindPost(post.id)).toEqual([]);
});

test("nobody holds one post twice at a time, contacts hold none, and days run forward", async () => {
  const { staff, posts, contacts } = c.ids;
  const fill = (more: object) => c.t.call("post.fill", { postId: posts.mantik, personId: staff.michael, ...more }, c.admin);
  await fill({ from: "2026-05-01", until: "2026-05-31" });
  await expect(fill({ from: "2026-05-31" })).rejects.toThrow(refusedWith("ALREADY_HOLDS_POST"));
  await expect(fill({ from: "2026-06-02", until: "2026-06-01" })).rejects.toThrow(refusedWith("DAYS_REVERSED"));
  await expect(fill({ personId: contacts.kurir })).rejects.toThrow(refusedWith("STAFF_ONLY"));
  await expect(fill({ postId: staff.eka })).rejects.toThrow(refusedWith("POST_MISSING"));
  await expect(fill({ from: "2026-06-01" })).resolves.toMatchObject({ from: "2026-06-01", until: null });
});

test("what was filled today is taken back without trace; a past holding ends on its last day", async () => {
  const { staff, posts } = c.ids;
  await c.t.call("post.fill", { postId: posts.kerani, personId: staff.dewi }, c.admin);
  expect(await c.t.call("post.vacate", { postId: posts.kerani, personId: staff.dewi }, c.admin)).toMatchObject({ lastDay: null });
  await expect(c.t.call("post.vacate", { postId: posts.kerani, personId: staff.dewi }, c.admin)).rejects.toThrow(
    refusedWith("POST_HOLDING_MISSING"),
  );
  const ended = await c.t.call("post.vacate", { postId: posts.pramubakti, personId: staff.eka, lastDay: "2026-03-31" }, c.admin);
  expect(ended.lastDay).toBe("2026-03-31");
  expect(await behindPost(posts.pramubakti)).toEqual([staff.eka]);
  expect((await c.t.audit()).faults).toEqual([]);
});

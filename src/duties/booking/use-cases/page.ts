import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import { readSetting, writeSetting } from "#kernel/settings/settings.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { ensureOwners } from "#duties/calendar/index.ts";
import { nameOf } from "#duties/people/index.ts";
import type { pageContract } from "../contract/page.ts";
import { hostMissing, pageMissing, pageNotYours } from "../errors.ts";
import { endWaiting } from "../waiting.ts";
import { embeddingSetting } from "../settings.ts";
import { findPage, insertPage, listPages, updatePage, type PageRow } from "../store/pages.ts";

type Handle = Handlers<typeof pageContract>;

const LEAST_GRADE = 3;

const me = ({ actor }: Work): string | null => actor.principal?.id ?? actor.id;

/** Administrators and clerks from grade 3 keep every page; everybody keeps the one of their own time alone. */
export const mayKeep = (work: Work, { hosts, rooms }: Pick<PageRow, "hosts" | "rooms">): boolean => {
  const { actor } = work;
  const { role, grade } = actor.principal ?? actor;
  if (actor.kind === "system" || role === "administrator" || (role === "desk" && grade >= LEAST_GRADE)) return true;
  return rooms.length === 0 && hosts.length === 1 && hosts[0] === me(work);
};

const present = async (work: Work, pages: readonly PageRow[]) => {
  const names = await nameOf(work, [...new Set(pages.flatMap(({ hosts }) => hosts))]);
  return pages.map((page) => {
    const address = `${work.services.url()}/book/${page.slug}`;
    const title = escapeHtml(page.title[page.language as "id"]);
    const { kind, language, fairness, step, ...rest } = page;
    return {
      ...rest,
      kind: kind as "person",
      language: language as "id",
      fairness: fairness as "round-robin",
      step,
      hosts: page.hosts.map((id) => ({ id, name: names.get(id) ?? "" })),
      address,
      snippet: `<a href="${address}" target="_blank" rel="noopener">${title}</a>`,
      frame: `<iframe src="${address}" title="${title}" style="width:100%;height:46rem;border:0"></iframe>`,
    };
  });
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

const checkHosts = async (work: Work, hosts: readonly string[], rooms: readonly string[]): Promise<void> => {
  const owners = new Map((await ensureOwners(work, [...hosts, ...rooms])).map((owner) => [owner.id, owner]));
  const people = hosts.every((id) => owners.get(id)?.kind === "person");
  const things = rooms.every((id) => ["room", "thing"].includes(owners.get(id)?.kind ?? ""));
  if (!people || !things) throw hostMissing();
};

const stored = (fields: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, value !== null && typeof value === "object" ? JSON.stringify(value) : value]),
  );

const add: Handle["page.add"] = async (work, input) => {
  if (!mayKeep(work, input)) throw pageNotYours();
  await checkHosts(work, input.hosts, input.rooms);
  const id = newId();
  work.about("booking-page", id);
  const row = {
    ...stored(input),
    id,
    timeZone: input.timeZone ?? work.actor.timeZone,
    createdBy: work.actor.id,
    createdAt: work.at,
    changedAt: work.at,
  };
  return (await present(work, [await insertPage(work, row as Parameters<typeof insertPage>[1])]))[0]!;
};

const kept = async (work: Work, id: string): Promise<PageRow> => {
  const page = await findPage(work, id);
  if (!page || page.removedAt) throw pageMissing();
  if (!mayKeep(work, page)) throw pageNotYours();
  work.about("booking-page", id);
  return page;
};

const change: Handle["page.change"] = async (work, { id, ...input }) => {
  const page = await kept(work, id);
  const after = { hosts: input.hosts ?? page.hosts, rooms: input.rooms ?? page.rooms };
  if (!mayKeep(work, after)) throw pageNotYours();
  await checkHosts(work, after.hosts, after.rooms);
  return (await present(work, [await updatePage(work, id, { ...stored(input), changedAt: work.at })]))[0]!;
};

const remove: Handle["page.remove"] = async (work, { id }) => {
  await endWaiting(work, await kept(work, id));
  await updatePage(work, id, { removedAt: work.at, changedAt: work.at });
  return {};
};

const list: Handle["page.list"] = async (work) => ({ pages: await present(work, await listPages(work)) });

const show: Handle["page.show"] = async (work, { id }) => {
  const page = await findPage(work, id);
  if (!page || page.removedAt) throw pageMissing();
  return (await present(work, [page]))[0]!;
};

/** Keeping pages. */
export const pageUseCases = {
  "page.add": add,
  "page.change": change,
  "page.remove": remove,
  "page.list": list,
  "page.show": show,
  "page.sites": (work) => readSetting(work, embeddingSetting),
  "page.sites-set": async (work, sites) => {
    await writeSetting(work, embeddingSetting, sites);
    return sites;
  },
} satisfies Handle;

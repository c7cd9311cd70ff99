import type { Handlers } from "#kernel/catalogue/duty.ts";
import { notAllowed } from "#kernel/errors/house-refusals.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { askerOf } from "../asker.ts";
import type { groupContract } from "../contract/group.ts";
import { assistantMissing, groupMissing, notOwnAssistant, personMissing, staffOnly } from "../errors.ts";
import { briefOf, briefsOf } from "../shapes.ts";
import { endAppointment, insertAppointment } from "../store/assistants.ts";
import { addMembers, insertGroup, membersOf, readGroup, readGroups, removeMembers, updateGroup, type GroupRow } from "../store/groups.ts";
import { readPeople } from "../store/people.ts";

type Handle = Handlers<typeof groupContract>;

const withMembers = async (work: Work, groups: readonly GroupRow[]) => {
  const rows = await membersOf(
    work,
    groups.map(({ id }) => id),
  );
  const briefs = await briefsOf(
    work,
    rows.map(({ personId }) => personId),
  );
  const byGroup = Map.groupBy(rows, ({ groupId }) => groupId);
  return groups.map((group) => ({
    ...group,
    members: (byGroup.get(group.id) ?? []).flatMap(({ personId }) => briefs.get(personId) ?? []),
  }));
};

const groupById = async (work: Work, id: string) => {
  const group = await readGroup(work, id);
  if (!group) throw groupMissing();
  const [full] = await withMembers(work, [group]);
  return full ?? { ...group, members: [] };
};

const checkStaff = async (work: Work, ids: readonly string[]): Promise<void> => {
  const rows = new Map((await readPeople(work, ids)).map((row) => [row.id, row]));
  for (const id of ids) if (rows.get(id)?.kind !== "staff" || rows.get(id)?.archivedAt) throw staffOnly();
};

const add: Handle["group.add"] = async (work, { name, purpose, memberIds }) => {
  await checkStaff(work, memberIds);
  const id = await insertGroup(work, { name, purpose: purpose ?? null });
  work.about("group", id);
  await addMembers(work, id, memberIds);
  await work.announce("group.changed", { groupId: id });
  return groupById(work, id);
};

const change: Handle["group.change"] = async (work, { id, name, purpose, add: joining, remove, archived }) => {
  const group = await readGroup(work, id);
  if (!group) throw groupMissing();
  await checkStaff(work, joining);
  work.about("group", id);
  const archivedAt = archived === undefined ? undefined : archived ? (group.archivedAt ?? work.at) : null;
  await updateGroup(work, id, { name, purpose, archivedAt });
  await removeMembers(work, id, remove);
  await addMembers(work, id, joining);
  await work.announce("group.changed", { groupId: id });
  return groupById(work, id);
};

const list: Handle["group.list"] = async (work, { archived }) => ({ groups: await withMembers(work, await readGroups(work, archived)) });

const appoint: Handle["assistant.appoint"] = async (work, { assistantId, bossId, seesConfidential }) => {
  const asker = askerOf(work);
  // It opens the executive's own matters, so only they, or an administrator, say so.
  if (!asker.administrator && asker.me !== bossId) throw notAllowed();
  if (assistantId === bossId) throw notOwnAssistant();
  const rows = new Map((await readPeople(work, [assistantId, bossId])).map((row) => [row.id, row]));
  const [assistant, boss] = [rows.get(assistantId), rows.get(bossId)];
  if (!assistant || !boss) throw personMissing();
  await checkStaff(work, [assistantId, bossId]);
  work.about("person", bossId);
  await insertAppointment(work, { assistantId, bossId, seesConfidential });
  await work.announce("assistant.appointed", { assistantId, bossId });
  return { assistant: briefOf(assistant), boss: briefOf(boss), seesConfidential };
};

const dismiss: Handle["assistant.dismiss"] = async (work, { assistantId, bossId }) => {
  const asker = askerOf(work);
  if (!asker.administrator && asker.me !== bossId && asker.me !== assistantId) throw notAllowed();
  if (!(await endAppointment(work, assistantId, bossId))) throw assistantMissing();
  work.about("person", bossId);
  await work.announce("assistant.dismissed", { assistantId, bossId });
  return { assistantId, bossId };
};

/** Groups of staff and executives' assistants. */
export const groupHandlers = {
  "group.add": add,
  "group.change": change,
  "group.list": list,
  "assistant.appoint": appoint,
  "assistant.dismiss": dismiss,
};

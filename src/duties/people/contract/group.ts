import { z } from "zod";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import { id, line } from "#kernel/catalogue/fields.ts";
import * as refused from "../errors.ts";
import { archivedAt, clearable, personBrief } from "./fields.ts";

const MOST_MEMBERS = 500;
const group = z.object({ id: z.string(), name: z.string(), purpose: z.string().nullable(), members: z.array(personBrief), archivedAt });
const members = (label: { id: string; en: string }) => labelled(z.array(id()).max(MOST_MEMBERS).default([]), label);
const purpose = labelled(clearable(line(500)), { id: "Untuk apa", en: "Purpose" });

/** Groups and teams of staff, and executives' assistants. */
export const groupContract = {
  "group.add": command({
    summary: { id: "Membuat kelompok atau tim", en: "Make a group or team" },
    input: z.strictObject({
      name: labelled(line(120), { id: "Nama", en: "Name" }),
      purpose,
      memberIds: members({ id: "Anggota", en: "Members" }),
    }),
    output: group,
    refusals: [refused.groupNameTaken, refused.staffOnly],
    opens: { role: "desk" },
    effect: "final",
    positional: ["name"],
  }),
  "group.change": command({
    summary: {
      id: "Mengubah kelompok atau anggotanya, mengarsipkan atau memulihkannya",
      en: "Change a group or its members, archive or restore it",
    },
    input: z.strictObject({
      id: labelled(id(), { id: "Kelompok", en: "Group" }),
      name: labelled(line(120).optional(), { id: "Nama", en: "Name" }),
      purpose,
      add: members({ id: "Anggota baru", en: "New members" }),
      remove: members({ id: "Yang keluar", en: "Who leaves" }),
      archived: labelled(z.boolean().optional(), { id: "Diarsipkan", en: "Archived" }),
    }),
    output: group,
    refusals: [refused.groupMissing, refused.groupNameTaken, refused.staffOnly],
    opens: { role: "desk" },
    effect: "final",
    positional: ["id"],
  }),
  "group.list": query({
    summary: { id: "Daftar kelompok dengan anggotanya", en: "Groups with their members" },
    input: z.strictObject({ archived: labelled(z.boolean().default(false), { id: "Yang diarsipkan", en: "The archived ones" }) }),
    output: z.object({ groups: z.array(group) }),
    opens: { role: "staff" },
  }),
  "assistant.appoint": command({
    summary: { id: "Menunjuk asisten bagi seorang pimpinan", en: "Appoint an assistant to an executive" },
    input: z.strictObject({
      assistantId: labelled(id(), { id: "Asisten", en: "Assistant" }),
      bossId: labelled(id(), { id: "Pimpinan", en: "Executive" }),
      seesConfidential: labelled(z.boolean().default(false), {
        id: "Melihat urusan rahasia pimpinan",
        en: "Sees the executive's confidential matters",
      }),
    }),
    output: z.object({ assistant: personBrief, boss: personBrief, seesConfidential: z.boolean() }),
    refusals: [refused.personMissing, refused.staffOnly, refused.alreadyAssistant, refused.notOwnAssistant],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "assistant.dismiss",
    ownNameOnly: true,
    positional: ["assistantId", "bossId"],
  }),
  "assistant.dismiss": command({
    summary: { id: "Mengakhiri tugas seorang asisten", en: "End an assistant's appointment" },
    input: z.strictObject({
      assistantId: labelled(id(), { id: "Asisten", en: "Assistant" }),
      bossId: labelled(id(), { id: "Pimpinan", en: "Executive" }),
    }),
    output: z.object({ assistantId: z.string(), bossId: z.string() }),
    refusals: [refused.assistantMissing],
    opens: { role: "staff" },
    effect: "final",
    positional: ["assistantId", "bossId"],
  }),
};

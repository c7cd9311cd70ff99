import { z } from "zod";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import { day, id, line, prose } from "#kernel/catalogue/fields.ts";
import * as refused from "../errors.ts";
import { archivedAt, clearable, holdingOut, postBrief } from "./fields.ts";

const post = postBrief.extend({ reportsTo: z.string().nullable(), note: z.string().nullable(), archivedAt });
const postId = labelled(id(), { id: "Jabatan", en: "Post" });
const details = {
  place: labelled(clearable(line(80)), { id: "Cabang atau bagian", en: "Branch or department" }),
  reportsTo: labelled(clearable(id()), { id: "Melapor kepada jabatan", en: "Reports to post" }),
  note: labelled(clearable(prose(2000)), { id: "Catatan", en: "Note" }),
};

/** Posts (jabatan), who reports to whom, and who holds them. */
export const postContract = {
  "post.add": command({
    summary: { id: "Menambah jabatan", en: "Add a post" },
    input: z.strictObject({ title: labelled(line(120), { id: "Nama jabatan", en: "Title" }), ...details }),
    output: post,
    refusals: [refused.postMissing, refused.postTitleTaken, refused.lineTooLong],
    opens: { role: "administrator" },
    effect: "reversible",
    reversal: "post.archive",
    positional: ["title"],
  }),
  "post.change": command({
    summary: { id: "Mengubah jabatan atau garis pelaporannya", en: "Change a post or whom it reports to" },
    input: z.strictObject({ id: postId, title: labelled(line(120).optional(), { id: "Nama jabatan", en: "Title" }), ...details }),
    output: post,
    refusals: [refused.postMissing, refused.postTitleTaken, refused.reportingCycle, refused.lineTooLong],
    opens: { role: "administrator" },
    effect: "final",
    positional: ["id"],
  }),
  "post.archive": command({
    summary: { id: "Menghapus jabatan yang tidak dipakai lagi", en: "Archive a post that is no longer in use" },
    input: z.strictObject({ id: postId }),
    output: post,
    refusals: [refused.postMissing, refused.postInUse],
    opens: { role: "administrator" },
    effect: "final",
    positional: ["id"],
  }),
  "post.list": query({
    summary: {
      id: "Bagan jabatan: siapa memegang apa dan melapor kepada siapa",
      en: "The tree of posts: who holds what and reports to whom",
    },
    input: z.strictObject({ archived: labelled(z.boolean().default(false), { id: "Yang dihapus", en: "The archived ones" }) }),
    output: z.object({
      /** Each superior before those who report to it; `depth` 0 is the top. */
      posts: z.array(post.extend({ depth: z.number(), holders: z.array(holdingOut.omit({ post: true })) })),
    }),
    opens: { role: "staff" },
  }),
  "post.fill": command({
    summary: {
      id: "Menempatkan seorang pegawai pada jabatan, tetap atau sebagai pelaksana tugas",
      en: "Put a member of staff in a post, for good or acting",
    },
    input: z.strictObject({
      postId,
      personId: labelled(id(), { id: "Pegawai", en: "Member of staff" }),
      from: labelled(day().optional(), { id: "Mulai (bawaan: hari ini)", en: "From (default: today)" }),
      until: labelled(day().optional(), { id: "Hari terakhir", en: "Last day" }),
      acting: labelled(z.boolean().default(false), { id: "Pelaksana tugas", en: "Acting" }),
    }),
    output: holdingOut,
    refusals: [refused.postMissing, refused.personMissing, refused.staffOnly, refused.alreadyHolds, refused.daysReversed],
    opens: { role: "administrator" },
    effect: "reversible",
    reversal: "post.vacate",
    positional: ["postId", "personId"],
  }),
  "post.vacate": command({
    summary: { id: "Mengakhiri masa seseorang pada jabatan", en: "End somebody's time in a post" },
    input: z.strictObject({
      postId,
      personId: labelled(id(), { id: "Pegawai", en: "Member of staff" }),
      lastDay: labelled(day().optional(), {
        id: "Hari terakhir (bawaan: kemarin, jadi lowong mulai hari ini)",
        en: "Last day (default: yesterday, so vacant from today)",
      }),
    }),
    output: z.object({ postId: z.string(), personId: z.string(), lastDay: z.string().nullable() }),
    refusals: [refused.postMissing, refused.holdingMissing],
    opens: { role: "administrator" },
    effect: "final",
    positional: ["postId", "personId"],
  }),
};

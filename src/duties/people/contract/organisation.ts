import { z } from "zod";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import { email, id, line, page, prose } from "#kernel/catalogue/fields.ts";
import * as refused from "../errors.ts";
import { archivedAt, clearable, phoneText } from "./fields.ts";

const details = {
  phone: labelled(clearable(phoneText()), { id: "Telepon", en: "Telephone" }),
  email: labelled(clearable(email()), { id: "Surel", en: "E-mail" }),
  website: labelled(clearable(z.url({ protocol: /^https?$/ }).max(500)), { id: "Situs web", en: "Web site" }),
  address: labelled(clearable(prose(500)), { id: "Alamat", en: "Address" }),
  note: labelled(clearable(prose(2000)), { id: "Catatan", en: "Note" }),
};
const organisation = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  website: z.string().nullable(),
  address: z.string().nullable(),
  /** For the desk only. */
  note: z.string().nullable(),
  archivedAt,
});

/** Organisations that outside contacts belong to. */
export const organisationContract = {
  "organisation.add": command({
    summary: { id: "Menambah organisasi", en: "Add an organisation" },
    input: z.strictObject({ name: labelled(line(200), { id: "Nama", en: "Name" }), ...details }),
    output: organisation,
    refusals: [refused.phoneInvalid],
    opens: { role: "desk" },
    effect: "final",
    positional: ["name"],
  }),
  "organisation.change": command({
    summary: { id: "Mengubah, mengarsipkan, atau memulihkan organisasi", en: "Change, archive or restore an organisation" },
    input: z.strictObject({
      id: labelled(id(), { id: "Organisasi", en: "Organisation" }),
      name: labelled(line(200).optional(), { id: "Nama", en: "Name" }),
      ...details,
      archived: labelled(z.boolean().optional(), { id: "Diarsipkan", en: "Archived" }),
    }),
    output: organisation,
    refusals: [refused.organisationMissing, refused.phoneInvalid],
    opens: { role: "desk" },
    effect: "final",
    positional: ["id"],
  }),
  "organisation.list": query({
    summary: { id: "Daftar organisasi menurut abjad", en: "Organisations in alphabetical order" },
    input: z.strictObject({
      archived: labelled(z.boolean().default(false), { id: "Yang diarsipkan", en: "The archived ones" }),
      ...page(),
    }),
    output: z.object({ organisations: z.array(organisation), next: z.string().nullable() }),
    opens: { role: "staff" },
  }),
};

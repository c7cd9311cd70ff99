import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { askerOf } from "../asker.ts";
import type { organisationContract } from "../contract/organisation.ts";
import { organisationMissing, phoneInvalid } from "../errors.ts";
import { readPhone } from "../rules/phone.ts";
import {
  insertOrganisations,
  listOrganisations,
  readOrganisation,
  updateOrganisation,
  type OrganisationRow,
} from "../store/organisations.ts";

type Handle = Handlers<typeof organisationContract>;
type Details = Partial<Omit<OrganisationRow, "id" | "name">>;

const shape = (row: OrganisationRow, desk: boolean) => ({ ...row, note: desk ? row.note : null });

const shapeById = async (work: Work, id: string) => {
  const row = await readOrganisation(work, id);
  if (!row) throw organisationMissing();
  return shape(row, true);
};

/** The number normalised, and empty texts as nothing. */
const tidy = ({ phone, address, note, ...rest }: Details): Details => {
  const number = phone ? readPhone(phone) : undefined;
  if (phone && !number) throw phoneInvalid(phone);
  const cleared = (text: string | null | undefined) => (text === undefined ? undefined : text || null);
  return { ...rest, phone: phone ? number?.value : phone, address: cleared(address), note: cleared(note) };
};

const add: Handle["organisation.add"] = async (work, { name, ...details }) => {
  const [id] = await insertOrganisations(work, [{ name, ...tidy(details) }]);
  work.about("organisation", id as string);
  await work.announce("organisation.changed", { organisationId: id });
  return shapeById(work, id as string);
};

const change: Handle["organisation.change"] = async (work, { id, name, archived, ...details }) => {
  const row = await readOrganisation(work, id);
  if (!row) throw organisationMissing();
  work.about("organisation", id);
  const archivedAt = archived === undefined ? undefined : archived ? (row.archivedAt ?? work.at) : null;
  await updateOrganisation(work, id, { name, ...tidy(details), archivedAt });
  await work.announce("organisation.changed", { organisationId: id });
  return shapeById(work, id);
};

const list: Handle["organisation.list"] = async (work, { limit, ...wish }) => {
  const { desk } = askerOf(work);
  const rows = await listOrganisations(work, { ...wish, limit });
  const organisations = rows.slice(0, limit).map((row) => shape(row, desk));
  return { organisations, next: rows.length > limit ? (organisations.at(-1)?.id ?? null) : null };
};

/** Organisations. */
export const organisationHandlers = { "organisation.add": add, "organisation.change": change, "organisation.list": list };

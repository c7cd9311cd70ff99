import type { Handlers } from "#kernel/catalogue/duty.ts";
import { pictureType } from "#kernel/files/picture.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { heldForReach, seenPerson } from "../asker.ts";
import type { personContract } from "../contract/person.ts";
import { personMissing, photoMissing, photoRefused } from "../errors.ts";
import { pictureSize } from "../rules/picture-size.ts";
import { briefOf } from "../shapes.ts";
import { readPerson, updatePerson, type Photo } from "../store/people.ts";

type Handle = Handlers<typeof personContract>;

const MOST_BYTES = 2_097_152;
/** A small file can claim a picture so large that it stops the reader's browser. */
const MOST_PIXELS_A_SIDE = 6_000;

/** Stores a picture given in base64; refuses whatever is not one by its own bytes, whatever it is called. */
const storePhoto = async (work: Work, base64: string): Promise<Photo> => {
  const bytes = Buffer.from(base64, "base64");
  const mediaType = pictureType(bytes);
  const size = mediaType && pictureSize(bytes, mediaType);
  if (!mediaType || !size || bytes.length > MOST_BYTES || Math.max(size.width, size.height) > MOST_PIXELS_A_SIDE) throw photoRefused();
  return { ...(await work.services.files.put(bytes, MOST_BYTES)), mediaType };
};

const set: Handle["person.photo-set"] = async (work, { id, photo }) => {
  await heldForReach(work, id);
  await updatePerson(work, id, { photo: photo === null ? null : await storePhoto(work, photo) });
  await work.announce("person.changed", { personId: id });
  const row = await readPerson(work, id);
  if (!row) throw personMissing();
  return briefOf(row);
};

const show: Handle["person.photo"] = async (work, { id }) => {
  const { row } = await seenPerson(work, id);
  if (!row.photo) throw photoMissing();
  return { ...row.photo, name: row.name };
};

/** Photos. */
export const photoHandlers = { "person.photo-set": set, "person.photo": show };

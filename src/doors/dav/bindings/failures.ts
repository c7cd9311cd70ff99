import { Refusal } from "#kernel/errors/refusal.ts";
import { objectRef, type ObjectRef } from "../engine/ref.ts";
import { DavError, alreadyExists, forbidden, needPrivilege, notFound, schedulingObjectExists, uidConflict } from "../engine/errors.ts";

const STATUS: Readonly<Record<string, number>> = {
  invalid: 403,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  limited: 429,
  unavailable: 503,
  unsupported: 501,
};

const translated = (refusal: Refusal, ref: ObjectRef | undefined): DavError => {
  const { address, calendarAddress } = refusal.data as { address?: string; calendarAddress?: string };
  if (refusal.code === "EVENT_UID_TAKEN" && ref && address) return uidConflict({ ...ref, name: address });
  if (refusal.code === "EVENT_SCHEDULED_ELSEWHERE" && ref && address && calendarAddress)
    return schedulingObjectExists({ ...ref, collection: calendarAddress, name: address });
  if (refusal.code === "CALENDAR_NOT_YOURS" && ref) return needPrivilege("write-content", objectRef(ref));
  if (refusal.code === "CALENDAR_ADDRESS_TAKEN") return alreadyExists();
  if (refusal.kind === "missing") return notFound();
  if (refusal.kind === "forbidden") return forbidden(refusal.text.en);
  return new DavError(STATUS[refusal.kind] ?? 500, refusal.text.en);
};

/** Runs a step; a refusal of the house becomes the answer of WebDAV that means it. `ref` is where the step puts something. */
export const inDav = async <R>(step: Promise<R>, ref?: ObjectRef): Promise<R> => {
  try {
    return await step;
  } catch (error) {
    throw error instanceof Refusal ? translated(error, ref) : error;
  }
};

import type { Exchange, Reply } from "./exchange.ts";
import { DavError } from "./errors.ts";
import { addMember, ADD_MEMBER } from "./rfc5995.ts";
import { postToOutbox } from "./rfc6638/outbox.ts";
import { postAttachment } from "./rfc8607/post.ts";

/** POST means something else on every kind of resource: a new member, a question to the outbox, an attachment. */
export const post = async (x: Exchange): Promise<Reply> => {
  const { ref } = x;
  if (ref.kind === "object" && x.query.has("action")) return postAttachment(x);
  if (ref.kind === "collection" && x.query.has(ADD_MEMBER)) return addMember(x, ref);
  if (ref.kind === "collection" && ref.home === "calendars") return postToOutbox(x);
  throw new DavError(405, "POST has no meaning here.");
};

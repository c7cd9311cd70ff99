import type { Backend } from "../engine/backend.ts";
import { attachmentsOf, busyTimeOf } from "./busy.ts";
import { collectionsOf } from "./collections.ts";
import { objectsOf } from "./objects.ts";
import type { DavParts } from "./parts.ts";
import { principalsOf } from "./principals.ts";

/** The house as a store of calendars and address books: what devices see is what everybody sees. */
export const davBackend = (parts: DavParts): Backend => ({
  ...principalsOf(parts),
  ...collectionsOf(parts),
  ...objectsOf(parts),
  ...busyTimeOf(parts),
  ...attachmentsOf(parts),
});

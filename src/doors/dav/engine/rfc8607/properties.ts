import type { Property } from "../property.ts";
import { caldav } from "../names.ts";
import { collectionProperty } from "../property.ts";
import { hrefElement } from "../xml/writer.ts";

const whereKept = (
  name: string,
  value: (limits: { readonly attachmentBytes: number; readonly attachmentsPerObject: number }) => number,
): Property => collectionProperty(caldav(name), ["calendar"], (_collection, x) => (x.backend.attach ? String(value(x.limits)) : undefined));

/** Properties of managed attachments (RFC 8607 §6). */
export const RFC8607_PROPERTIES: readonly Property[] = [
  {
    key: caldav("managed-attachments-server-URL"),
    on: ["home"],
    // Empty: attachments are fetched from the calendar server itself (RFC 8607 §6.1).
    read: (resource, x) =>
      resource.kind === "home" && resource.home.home === "calendars" && x.backend.attach ? hrefElement("") : undefined,
  },
  whereKept("max-attachment-size", ({ attachmentBytes }) => attachmentBytes),
  whereKept("max-attachments-per-resource", ({ attachmentsPerObject }) => attachmentsPerObject),
];

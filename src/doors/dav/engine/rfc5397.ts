import type { Property } from "./property.ts";
import { dav } from "./names.ts";
import { ALL_KINDS } from "./resources.ts";
import { hrefElement } from "./xml/writer.ts";

/** `DAV:current-user-principal` (RFC 5397 §3): where every client begins. */
export const RFC5397_PROPERTIES: readonly Property[] = [
  {
    key: dav("current-user-principal"),
    on: ALL_KINDS,
    read: (_resource, x) => hrefElement(x.site.href({ kind: "principal", principal: x.viewer.principal })),
  },
];

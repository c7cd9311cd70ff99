import type { Reply } from "./exchange.ts";
import type { Site } from "./address.ts";

const WELL_KNOWN = /^\/\.well-known\/(?:caldav|carddav)\/?$/;

/** The redirect from a well-known address (RFC 6764 §5), for any method and before anybody is asked who they are; nothing for other paths. */
export const wellKnown = (path: string, site: Site): Reply | undefined =>
  WELL_KNOWN.test(path) ? { status: 301, headers: { Location: site.base, "Cache-Control": "public, max-age=86400" } } : undefined;

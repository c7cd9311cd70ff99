import type { Property } from "./property.ts";
import { dav } from "./names.ts";

const octets = (which: "used" | "available", name: string): Property => ({
  key: dav(name),
  on: ["home"],
  read: async (resource, x) => {
    if (resource.kind !== "home" || !x.backend.quota) return undefined;
    const quota = await x.backend.quota(x.viewer, resource.home.home, resource.home.owner);
    return quota && String(Math.max(0, Math.floor(quota[which])));
  },
});

/** Quota of a home (RFC 4331 §3, §4), where the backend keeps one. */
export const RFC4331_PROPERTIES: readonly Property[] = [octets("used", "quota-used-bytes"), octets("available", "quota-available-bytes")];

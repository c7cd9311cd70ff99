import { z } from "zod";
import { setting, type SettingsCache } from "#kernel/settings/settings.ts";

const MOST_SITES = 50;

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

/** A site as browsers name it: scheme, host and, where it is not the usual one, the port; https, or http on this very machine. */
export const site = () =>
  z
    .string()
    .max(200)
    .refine((text) => isOrigin(text) && (text.startsWith("https://") || /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(text)));

/** The sites that may show booking pages inside their own. */
export const embedding = z.strictObject({ sites: z.array(site()).max(MOST_SITES) });
/** Nobody, until an administrator names somebody. */
export const embeddingSetting = setting("booking.embedding", embedding, { sites: [] });

/** Who may show what is at an address inside a page of theirs (CSP `frame-ancestors`): booking pages, the sites named for them; else nobody. */
export const framedBy = (settings: SettingsCache, pathname: string): readonly string[] =>
  pathname.startsWith("/book/") ? settings.get(embeddingSetting).sites : [];

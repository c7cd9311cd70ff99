import { z } from "zod";
import { setting } from "#kernel/settings/settings.ts";

/** Who the company is; null until it was set up. */
export const companyProfile = setting(
  "company.profile",
  z
    .strictObject({
      name: z.string(),
      timeZone: z.string(),
      language: z.enum(["id", "en"]),
      logo: z.strictObject({ sha256: z.string(), mediaType: z.string(), size: z.number() }).nullable(),
      setUpAt: z.string(),
    })
    .nullable(),
  null,
);

/** The duties that this company does without. */
export const switchedOffDuties = setting("company.duties-off", z.array(z.string()), []);

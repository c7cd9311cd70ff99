import { z } from "zod";
import { setting } from "#kernel/settings/settings.ts";

/** The company's single sign-on; the client secret lies locked in the vault. Null: there is none. */
export const oidcSetting = setting(
  "access.oidc",
  z
    .strictObject({
      issuer: z.string(),
      clientId: z.string(),
      lockedSecret: z.string().nullable(),
      label: z.string(),
      domains: z.array(z.string()),
      createUsers: z.boolean(),
      trustEmail: z.boolean(),
      inOffice: z.boolean(),
    })
    .nullable(),
  null,
);

/** How single sign-on is set up. */
export type OidcSettings = NonNullable<z.output<typeof oidcSetting.schema>>;

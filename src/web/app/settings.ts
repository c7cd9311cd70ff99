import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { words } from "./words.ts";

/** One part of the settings, at `/settings/<path>`. */
export type Part = {
  path: string;
  label: Text;
  duty: string;
  /** Absent: everybody's own. */
  role?: "desk" | "administrator";
  Screen: LazyExoticComponent<ComponentType>;
};

const own = (path: string, label: Text, duty: string, load: () => Promise<ComponentType>): Part => ({
  path,
  label,
  duty,
  Screen: lazy(async () => ({ default: await load() })),
});
const administrators = (...given: Parameters<typeof own>): Part => ({ ...own(...given), role: "administrator" });

/** The parts of the settings: a duty adds its own in one line each. The first is shown where none is named. */
export const parts: readonly Part[] = [
  own("account", words.partAccount, "access", async () => (await import("#duties/access/screens/account-part.tsx")).AccountPart),
  own("security", words.partSecurity, "access", async () => (await import("#duties/access/screens/security-part.tsx")).SecurityPart),
  own("notifications", words.partNotifications, "reach", async () => (await import("#duties/reach/screens/push-part.tsx")).PushPart),
  own("tokens", words.partTokens, "access", async () => (await import("#duties/access/screens/tokens-part.tsx")).TokensPart),
  administrators(
    "company",
    words.partCompany,
    "company",
    async () => (await import("#duties/company/screens/company-part.tsx")).CompanyPart,
  ),
  administrators("users", words.partUsers, "access", async () => (await import("#duties/access/screens/users-part.tsx")).UsersPart),
  administrators("mail", words.partMail, "company", async () => (await import("#duties/company/screens/mail-part.tsx")).MailPart),
  administrators(
    "channels",
    words.partChannels,
    "reach",
    async () => (await import("#duties/reach/screens/channels-part.tsx")).ChannelsPart,
  ),
  administrators(
    "programs",
    words.partPrograms,
    "access",
    async () => (await import("#duties/access/screens/programs-part.tsx")).ProgramsPart,
  ),
  administrators("sso", words.partSso, "access", async () => (await import("#duties/access/screens/sso-part.tsx")).SsoPart),
  administrators("duties", words.partDuties, "company", async () => (await import("#duties/company/screens/duties-part.tsx")).DutiesPart),
  administrators(
    "journal",
    words.partJournal,
    "company",
    async () => (await import("#duties/company/screens/journal-part.tsx")).JournalPart,
  ),
];

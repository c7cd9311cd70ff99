import { pictureType } from "#kernel/files/picture.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting } from "#kernel/settings/settings.ts";
import { dutyAlwaysOn, notAPicture } from "./errors.ts";
import { companyProfile, switchedOffDuties } from "./settings.ts";

const MOST_LOGO = 1_200_000;

/** The company as everybody may see it. */
export const profileOf = async (work: Work) => {
  const stored = await readSetting(work, companyProfile);
  const off = new Set(await readSetting(work, switchedOffDuties));
  return {
    setUp: stored !== null,
    name: stored?.name ?? null,
    timeZone: stored?.timeZone ?? "Asia/Jakarta",
    language: stored?.language ?? ("id" as const),
    hasLogo: Boolean(stored?.logo),
    duties: work.services.registry.duties.map(({ name, title, optional }) => ({
      name,
      title: { id: title.id, en: title.en },
      optional,
      on: !off.has(name),
    })),
  };
};

/** Stores a logo given in base64; refuses whatever is not a picture by its own bytes. */
export const storeLogo = async (work: Work, base64: string) => {
  const bytes = Buffer.from(base64, "base64");
  const mediaType = pictureType(bytes);
  if (!mediaType) throw notAPicture();
  return { ...(await work.services.files.put(bytes, MOST_LOGO)), mediaType };
};

/** Refuses to switch off what every company needs, or what does not exist. */
export const checkDutiesOff = (work: Work, off: readonly string[]): void => {
  for (const name of off) if (!work.services.registry.duties.some((duty) => duty.name === name && duty.optional)) throw dutyAlwaysOn(name);
};

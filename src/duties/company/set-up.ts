import { timingSafeEqual } from "node:crypto";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { digestOf } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting, writeSetting } from "#kernel/settings/settings.ts";
import { openFirstAccount } from "#duties/access/index.ts";
import { enrolStaff } from "#duties/people/index.ts";
import type { companyContract } from "./contract.ts";
import { alreadySetUp, setUpCodeWrong } from "./errors.ts";
import { setMail } from "./mail.ts";
import { checkDutiesOff, storeLogo } from "./profile.ts";
import { companyProfile, switchedOffDuties } from "./settings.ts";
import { oneSetUpAtATime } from "./store.ts";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const LOOPBACK_NAMES = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const same = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(digestOf(a)), Buffer.from(digestOf(b)));

/** Somebody at this machine. Behind a public address it may be a proxy that stands there, for anybody. */
const isAtThisMachine = (work: Work): boolean =>
  LOOPBACK.test(work.actor.address ?? "") && LOOPBACK_NAMES.test(new URL(work.services.url()).hostname);

/** Throws unless Kerani still waits to be set up and the caller is at this machine, or knows the code that it printed. */
export const mayStillSetUp = async (work: Work, code: string | undefined): Promise<void> => {
  if (await readSetting(work, companyProfile)) throw alreadySetUp();
  if (work.actor.kind === "system" || isAtThisMachine(work)) return;
  if (!same(code ?? "", work.services.setUpCode)) throw setUpCodeWrong();
};

/** The first run: who the company is, who looks after Kerani, and (if given) how mail goes out; all or nothing. */
export const setUp: Handlers<typeof companyContract>["company.set-up"] = async (work, input) => {
  await oneSetUpAtATime(work);
  await mayStillSetUp(work, input.code);
  checkDutiesOff(work, input.dutiesOff);
  const { company: name, timeZone, language } = input;
  const logo = input.logo ? await storeLogo(work, input.logo) : null;
  await writeSetting(work, companyProfile, { name, timeZone, language, logo, setUpAt: work.at });
  await writeSetting(work, switchedOffDuties, input.dutiesOff);
  if (input.mail) await setMail(work, { ...input.mail, tryIt: true });
  const personId = await enrolStaff(work, {
    name: input.adminName,
    email: input.adminEmail,
    role: "administrator",
    grade: 6,
    language,
    timeZone,
  });
  work.about("person", personId);
  const session = await openFirstAccount(work, { personId, email: input.adminEmail, password: input.adminPassword });
  return { personId, ...session };
};

import { changeActor } from "#kernel/actor/store.ts";
import type { DialSetting } from "#kernel/actor/actor.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { WholeDatabase } from "#kernel/db/handle.ts";
import { verifyJournal } from "#kernel/journal/verify.ts";
import { outgoingMail } from "#kernel/mail/mail-room.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting, writeSetting } from "#kernel/settings/settings.ts";
import { notAllowed } from "#kernel/errors/house-refusals.ts";
import { supervisorOf } from "#duties/people/index.ts";
import { approvalHandlers } from "./approvals.ts";
import type { companyContract } from "./contract.ts";
import { noSuchActor, notAPicture, notYourOwn } from "./errors.ts";
import { checkMail, receivingNow, setMail, setReceiving, storedMail } from "./mail.ts";
import { checkDutiesOff, profileOf, storeLogo } from "./profile.ts";
import { setUp, mayStillSetUp } from "./set-up.ts";
import { companyProfile, switchedOffDuties } from "./settings.ts";
import { findActor, listLines } from "./store.ts";

type Handle = Handlers<typeof companyContract>;

const change: Handle["company.change"] = async (work, { logo, ...rest }) => {
  const before = await readSetting(work, companyProfile);
  const base = before ?? { name: "Kerani", timeZone: "Asia/Jakarta", language: "id" as const, logo: null, setUpAt: work.at };
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  await writeSetting(work, companyProfile, { ...base, ...given, ...(logo ? { logo: await storeLogo(work, logo) } : {}) });
  return profileOf(work);
};

const useDuties: Handle["company.use-duties"] = async (work, { off }) => {
  checkDutiesOff(work, off);
  await writeSetting(work, switchedOffDuties, [...new Set(off)]);
  return profileOf(work);
};

const logo: Handle["company.logo"] = async (work) => {
  const stored = (await readSetting(work, companyProfile))?.logo;
  if (!stored) throw notAPicture();
  return { ...stored, name: "logo" };
};

const tryMail: Handle["mail.try"] = async (work, { code, ...wish }) => {
  if (work.actor.role !== "administrator" || work.actor.kind === "nobody") await mayStillSetUp(work, code);
  const check = await checkMail(work, await storedMail(work, wish));
  return { works: check.works, text: { id: check.text.id, en: check.text.en } };
};

const showMail: Handle["mail.show"] = async (work) => {
  const stored = await readSetting(work, outgoingMail);
  if (!stored) return { set: false };
  const { lockedPassword: _secret, trust: _trust, ...open } = stored;
  return { set: true, ...open };
};

const maySupervise = async (work: Work, actorId: string, ownerId: string | null): Promise<boolean> => {
  const { actor } = work;
  if (actor.kind === "system" || actor.role === "administrator") return true;
  const me = actor.principal?.id ?? actor.id;
  return ownerId === me || (await supervisorOf(work, actorId)) === me;
};

const setDial: Handle["dial.set"] = async (work, { actorId, dial }) => {
  const found = await findActor(work, actorId);
  if (!found) throw noSuchActor();
  if (actorId === work.actor.id) throw notYourOwn();
  if (!(await maySupervise(work, actorId, found.ownerId))) throw notAllowed();
  work.about("actor", actorId);
  await changeActor(work, actorId, { dial });
  return { actorId, dial };
};

const showDial: Handle["dial.show"] = async (work, { actorId }) => {
  const found = await findActor(work, actorId);
  if (!found || (actorId !== work.actor.id && !(await maySupervise(work, actorId, found.ownerId)))) throw noSuchActor();
  return { actorId, name: found.name, kind: found.kind, dial: found.dial as Record<string, DialSetting> };
};

const dayStart = (day: string | undefined, zone: string, plus: number): string | undefined =>
  day && Temporal.PlainDate.from(day).add({ days: plus }).toZonedDateTime(zone).toInstant().toString();

const lines: Handle["journal.list"] = async (work, { from, to, limit, ...rest }) => {
  const zone = work.actor.timeZone;
  const rows = await listLines(work, { ...rest, limit, from: dayStart(from, zone, 0), to: dayStart(to, zone, 1) });
  const found = rows.slice(0, limit);
  return {
    lines: found.map((row) => ({ ...row, seq: row.seq === null ? null : Number(row.seq) })),
    next: rows.length > limit ? (found.at(-1)?.id ?? null) : null,
  };
};

const verify: Handle["audit.verify"] = async (work) => {
  const verdict = await verifyJournal(work.tx as WholeDatabase, work.services.registry.covered);
  return { sound: verdict.faults.length === 0, ...verdict };
};

/** Everything that this duty does. */
export const companyHandlers: Handle = {
  "company.profile": (work) => profileOf(work),
  "company.logo": logo,
  "company.set-up": setUp,
  "company.change": change,
  "company.use-duties": useDuties,
  "mail.set": async (work, input) => {
    await setMail(work, input);
    return { works: true };
  },
  "mail.try": tryMail,
  "mail.show": showMail,
  "mail.receive": setReceiving,
  "mail.receiving": (work) => receivingNow(work),
  "dial.set": setDial,
  "dial.show": showDial,
  "journal.list": lines,
  "audit.verify": verify,
  ...approvalHandlers,
};

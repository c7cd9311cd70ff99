import { signInFirst } from "#kernel/errors/house-refusals.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting } from "#kernel/settings/settings.ts";
import type { sessionContract } from "../contract/session.ts";
import { oidcSetting } from "../settings.ts";
import { accountById } from "../store/accounts.ts";
import { passkeysOf } from "../store/passkeys.ts";

/** Somebody in whose name one may act now. */
export type ActsFor = { id: string; name: string; endsAt: string | null; lends: string[] | null };
/** What other duties know of somebody; plugged in where the duties are listed. */
export type Surroundings = {
  /** In whose names this person may act now. */
  actsFor(work: Work, personId: string): Promise<ActsFor[]>;
  /** The duties that this company does without. */
  switchedOff(work: Work): Promise<readonly string[]>;
};

/** Who the caller is, and by which ways one may come in. */
export const meUseCases = ({ actsFor, switchedOff }: Surroundings) =>
  ({
    async "session.ways"(work) {
      const oidc = await readSetting(work, oidcSetting);
      return { password: true, passkey: true, oidc: oidc && { label: oidc.label } };
    },
    async "session.me"(work) {
      const { actor, services } = work;
      if (!actor.id || actor.kind === "nobody" || actor.kind === "system") throw signInFirst();
      const account = await accountById(work, actor.id);
      const off = await switchedOff(work);
      const { id, kind, name, role, grade, language, timeZone } = actor;
      return {
        id,
        kind,
        name,
        role,
        grade,
        language,
        timeZone,
        email: account?.email ?? null,
        password: Boolean(account?.passwordHash),
        passkeys: (await passkeysOf(work, id)).length,
        totp: Boolean(account?.totpSecret),
        duties: services.registry.duties.map((duty) => duty.name).filter((duty) => !off.includes(duty)),
        actsFor: await actsFor(work, id),
      };
    },
  }) satisfies Partial<Handlers<typeof sessionContract>>;

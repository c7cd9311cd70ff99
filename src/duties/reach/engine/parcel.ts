import type { Claim } from "#kernel/attention/carry.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Parcel } from "../channels/channel.ts";
import { urgencyOf } from "../policies.ts";
import type { Person } from "../rules/facts.ts";
import type { StepRow } from "../store/steps.ts";
import { PARCEL_WORDS } from "../words.ts";

/** The short reference that people say on the telephone: the last eight characters of the subject's id, as its own duty says it. */
export const referenceOf = (subjectId: string): string => subjectId.slice(-8).toUpperCase();

/** Where the page lies on which the holder of a link says "I have it". */
export const linkTo = (url: string, secret: string): string => `${url}/a/${secret}`;

/** A step written for its person; a second attempt says the same under the same key. */
export const parcelOf = (claim: Claim, step: StepRow, person: Person, more: { link: string; replyTo: string | undefined }): Parcel => {
  const lang = person.language;
  const title = (claim.title as Text)[lang];
  const detail = (claim.detail as Text | null)?.[lang];
  const why = (step.reasons as Text[])[0]?.[lang];
  return {
    key: step.id,
    lang,
    urgency: urgencyOf(claim.urgency),
    title,
    body: [detail, why ? PARCEL_WORDS.because[lang](why) : undefined].filter((part) => part !== undefined).join("\n\n"),
    link: more.link,
    reference: referenceOf(claim.subjectId),
    ...(more.replyTo ? { replyTo: more.replyTo, asksForYes: claim.kind === "approval" } : {}),
    ...(step.tries > 1 ? { triedSince: Temporal.Instant.from(step.begunAt) } : {}),
  };
};

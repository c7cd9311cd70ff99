import type { Urgency } from "#web/ui/urgency.tsx";
import type { Chosen } from "#web/ui/whom-field.tsx";
import type { Spoken } from "./spoken.ts";

/** A message as far as it was typed. */
export type Draft = {
  whom: Chosen;
  from: Chosen;
  body: string;
  urgency: Urgency;
  channel: "phone" | "counter" | "mail" | "other";
  fromPhone: string;
  fromEmail: string;
  fromOrganisation: string;
  subject: string;
  callBackAt: string;
  confidential: boolean;
};

// In memory alone: a telephone message is nobody's business on a shared device.
let kept: Draft | undefined;

const named = (name: string): Chosen => ({ ref: "", name });

/** Where a message begins: what was heard, else what was typed before somebody looked elsewhere, else nothing. */
export const firstDraft = (spoken: Spoken | undefined): Draft =>
  (spoken ? undefined : kept) ?? {
    whom: named(spoken?.for ?? ""),
    from: named(spoken?.from ?? ""),
    body: spoken?.body ?? "",
    urgency: "routine",
    channel: "phone",
    fromPhone: "",
    fromEmail: "",
    fromOrganisation: "",
    subject: "",
    callBackAt: "",
    confidential: false,
  };

/** Keeps what was typed while somebody looks elsewhere. */
export const keepDraft = (draft: Draft): void => {
  kept = draft;
};

/** The message is saved or given up. */
export const dropDraft = (): void => {
  kept = undefined;
};

import type { Parcel, Urgency } from "../channel.ts";

/** What the service worker is handed, as JSON. `tag` is the same for every copy of one step: showing it twice shows it once. */
export type PushPayload = {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly lang: Parcel["lang"];
  readonly urgency: Urgency;
  readonly reference: string;
  /** Where a click leads: the page to acknowledge on. */
  readonly url?: string;
  /** Buttons; `name` is the notification's action id. */
  readonly actions: readonly { readonly name: string; readonly label: string; readonly url: string }[];
};

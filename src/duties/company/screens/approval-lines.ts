import type { Output } from "#web/api/client.ts";
import type { Field } from "#web/api/fields.ts";
import { useFields } from "#web/api/summaries.ts";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay, type Say } from "#web/i18n/language.tsx";
import { formatDate, formatMoment, type Reader } from "#web/i18n/time.ts";
import { URGENCIES } from "#web/ui/urgency.tsx";
import { words as kit } from "#web/ui/words.ts";
import { words } from "./approval-words.ts";

type Shown = Pick<Output<"approval.show">, "command" | "input" | "asks">;

/** One field of a wish: what it is called, what was asked, and the name when it points at somebody. */
export type WishLine = { field: Field; value: unknown; name: string | undefined; said: string };

const REF = /^(?:\w+:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** True for a value that points at somebody or something by its id. */
export const pointsAt = (value: unknown): boolean => typeof value === "string" && (REF.test(value) || value === "desk");

const isUrgency = (value: unknown): value is (typeof URGENCIES)[number] => URGENCIES.some((one) => one === value);

/** What an id stands for, as the desk put it in words beside the field's label. */
const nameOf = ({ asks }: Pick<Shown, "asks">, { label }: Field): string | undefined => {
  const start = `${label.en}: `;
  return asks.en
    .split("\n")
    .find((line) => line.startsWith(start))
    ?.slice(start.length);
};

const said = ({ kind }: Field, value: unknown, name: string | undefined, t: Say, reader: Reader, now: number): string => {
  if (name && pointsAt(value)) return value === "desk" ? t(kit.frontDesk) : name;
  if (isUrgency(value)) return t(kit[value]);
  if (typeof value === "boolean") return t(value ? words.yes : words.no);
  if (kind === "moment") return formatMoment(String(value), reader, now);
  if (kind === "day") return formatDate(String(value), reader, now);
  if (Array.isArray(value)) return value.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const given = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);

/** What exactly would happen, field by field; undefined while it is not known yet what the fields are called. */
export const useWishLines = (shown: Shown): readonly WishLine[] | undefined => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  return (
    useFields(shown.command)
      ?.filter(({ name }) => given(shown.input[name]))
      .map((field) => {
        const value = shown.input[field.name];
        const name = nameOf(shown, field);
        return { field, value, name, said: said(field, value, name, t, reader, now) };
      })
      // An id that nobody knows by a name says nothing to whoever decides.
      .filter(({ value, name }) => name !== undefined || !pointsAt(value))
  );
};

import { headerText } from "#kernel/mail/outgoing.ts";
import type { Parcel } from "../channel.ts";
import { charactersOf, cleanText, safeLink } from "../text.ts";
import { PARCEL_WORDS } from "../words.ts";

// 3GPP TS 23.038 §6.2.1: the default alphabet and its extension, whose characters take two places.
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENSION = "\f^{}\\[~]|€";
const PLACES = new Map<string, number>([...[...BASIC].map((one) => [one, 1] as const), ...[...EXTENSION].map((one) => [one, 2] as const)]);

/** Characters that phones and word processors slip in, and what says the same in the default alphabet. */
const PLAIN: Record<string, string> = {
  "\u00a0": " ",
  "\u2013": "-",
  "\u2014": "-",
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u2026": "...",
  "\u2022": "-",
  "\t": " ",
};

/** More than any number of segments that a carrier joins. */
const LONGEST_BODY_BYTES = 8000;

/** How a text travels: 7-bit characters or 16-bit ones, and in how many SMS. */
export type Segments = { readonly alphabet: "gsm-7" | "ucs-2"; readonly count: number };

/** Fills segments one after another; an escaped or surrogate pair is never divided between two. */
const fill = (sizes: readonly number[], single: number, joined: number): number => {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= single) return 1;
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      count += 1;
      used = 0;
    }
    used += size;
  }
  return count;
};

/** The alphabet and number of SMS that a text needs (160 or 70 places alone, 153 or 67 when joined). */
export const segmentsOf = (text: string): Segments => {
  const characters = [...text];
  const places = characters.map((character) => PLACES.get(character));
  if (places.every((size) => size !== undefined)) return { alphabet: "gsm-7", count: fill(places, 160, 153) };
  return {
    alphabet: "ucs-2",
    count: fill(
      characters.map((character) => character.length),
      70,
      67,
    ),
  };
};

const simple = (text: string): string =>
  text.replace(/[\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2022\t]/g, (one) => PLAIN[one] ?? one);

/** The longest beginning of the text, in whole characters, with which `around` stays within the segments. */
const cutToFit = (text: string, maxSegments: number, around: (middle: string) => string): string => {
  const fits = (middle: string) => segmentsOf(around(middle)).count <= maxSegments;
  if (fits(text)) return around(text);
  const characters = charactersOf(text.slice(0, maxSegments * 160));
  const cut = (length: number) => `${characters.slice(0, length).join("").trimEnd()}...`;
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(cut(middle))) low = middle;
    else high = middle - 1;
  }
  return around(low === 0 ? "" : cut(low));
};

/** The parcel as SMS text in at most so many segments: what is too long is cut, never the link. */
export const smsTextOf = (parcel: Parcel, maxSegments: number): string => {
  const mark = parcel.urgency === "urgent" || parcel.urgency === "emergency" ? `${PARCEL_WORDS[parcel.urgency][parcel.lang]}: ` : "";
  const title = simple(headerText(parcel.title));
  const body = simple(cleanText(parcel.body, LONGEST_BODY_BYTES)).replace(/\n{2,}/g, "\n");
  const reference = simple(headerText(parcel.reference)).slice(0, 40);
  const link = safeLink(parcel.link);
  const tail = link && segmentsOf(`${reference}: ${link}`).count <= maxSegments ? `${reference}: ${link}` : reference;
  return cutToFit(body === "" ? title : `${title}\n${body}`, maxSegments, (middle) => `${mark}${middle}\n${tail}`);
};

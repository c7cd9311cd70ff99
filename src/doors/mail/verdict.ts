/** What somebody's own words in an answer decide; `unclear` for whatever could be meant otherwise. */
export type Verdict = { kind: "approve" | "refuse" | "done" | "unclear"; said: string };

// "Ok, let me see first" must not approve anything: short words count only when they stand alone.
const STRONG_YES = /^(setuju|disetujui|menyetujui|approved?|acc)(?![\p{L}\p{N}])/iu;
const LONE_YES = /^(ya|iya|yes|ok|oke|okay|okey|baik)[\s.!,]*$/iu;
const NO = /^(tolak|ditolak|menolak|tidak setuju|tdk setuju|tidak|refused?|reject(ed)?|declined?|no)(?![\p{L}\p{N}])/iu;
const DONE = /^(selesai|beres|sudah selesai|sudah beres|done|finished|settled)(?![\p{L}\p{N}])/iu;
// A yes with a condition, a question or a doubt is no yes.
const RESERVATION =
  /\?|(?<![\p{L}\p{N}])(tapi|tetapi|namun|asal|asalkan|kecuali|kalau|jika|bila|dengan catatan|ubah|ganti|revisi|jangan|tidak|tdk|bukan|belum|tunggu|but|if|unless|except|provided|however|change|instead|not|don'?t|no|wait|tolak|refuse|reject)(?![\p{L}\p{N}])/iu;

/** Reads an answer's own words (no quote, no signature). */
export const verdictOf = (own: string): Verdict => {
  const text = own.trim();
  const first = text.split("\n", 1)[0]?.trim() ?? "";
  const rest = (word: RegExp): string => text.replace(word, "").replace(/^[\s.,:;!–—-]+/u, "");
  if (NO.test(first)) return { kind: "refuse", said: rest(NO) };
  if (STRONG_YES.test(first)) return RESERVATION.test(text) ? { kind: "unclear", said: text } : { kind: "approve", said: rest(STRONG_YES) };
  if (LONE_YES.test(first)) return RESERVATION.test(text) ? { kind: "unclear", said: text } : { kind: "approve", said: rest(LONE_YES) };
  if (DONE.test(first)) return { kind: "done", said: rest(DONE) };
  return { kind: "unclear", said: text };
};

const MERE_YES = /^(ok|oke|okay|ya|iya|yes|siap|baik|noted|terima kasih|thanks?|thank you|saya tangani|i have it|on it)[\s.!,]*$/iu;

/** True when an answer says more than "I have it". */
export const saysMore = (own: string): boolean => own.trim() !== "" && !MERE_YES.test(own.trim());

/** What a typed sentence says of a message to take. */
export type Spoken = { for: string; from: string; body: string };

const SENTENCE =
  /^\s*(?:pesan|catat pesan|message|take a message)\b\s*(?:(?:untuk|buat|utk|for|to)\s+(?<whom>[^:]*?))?(?:\s*\b(?:dari|dr|from)\s+(?<who>[^:]*?))?(?:\s*:\s*(?<what>.*))?$/is;

/** Reads "pesan untuk Bu Ratna dari Pak Joko: minta ditelepon" or its English like; undefined when it is about something else. */
export const readSpoken = (text: string): Spoken | undefined => {
  const groups = SENTENCE.exec(text)?.groups;
  if (!groups) return undefined;
  const { whom = "", who = "", what = "" } = groups;
  return { for: whom.trim(), from: who.trim(), body: what.trim() };
};

import type { Text } from "#kernel/i18n/text.ts";

/** How long a message can be taken back, in seconds. */
export const RETRACT_SECONDS = 60;

/** The states of a message's life, in order; `retracted` stands outside of it. */
export const LIFE = ["taken", "delivered", "read", "acted", "told"] as const;
/** One state of a message's life. */
export type LifeState = (typeof LIFE)[number];

/** The further of two states: a message never goes back. */
export const furthest = (a: LifeState, b: LifeState): LifeState => (LIFE.indexOf(a) >= LIFE.indexOf(b) ? a : b);

/** What decides who may see a message. */
export type Seen = { takenBy: string | null; forKind: string; forId: string | null; confidentialFrom: number | null };

/** Who asks: their id, grade, whether they work at the desk, and whose matters are theirs. */
export type Asker = {
  id: string | null;
  grade: number;
  desk: boolean;
  /** Persons whose messages they may read: themselves, their principal. */
  self: ReadonlySet<string>;
  /** Bosses whom they assist, and whether they see confidential matters. */
  bosses: ReadonlyMap<string, boolean>;
  /** Posts and groups that they stand behind. */
  posts: ReadonlySet<string>;
  groups: ReadonlySet<string>;
};

const isRecipient = (message: Seen, asker: Asker): boolean => {
  const { forKind, forId } = message;
  if (!forId) return false;
  if (forKind === "person") return asker.self.has(forId);
  return (forKind === "post" ? asker.posts : asker.groups).has(forId);
};

/** True when the asker may see the message at all. A confidential one: its recipient, whoever took it, and the grade that it names. */
export const maySee = (message: Seen, asker: Asker): boolean => {
  if (isRecipient(message, asker)) return true;
  if (message.takenBy !== null && message.takenBy === asker.id) return true;
  const open = message.confidentialFrom === null || asker.grade >= message.confidentialFrom;
  const boss = message.forKind === "person" && message.forId ? asker.bosses.get(message.forId) : undefined;
  if (boss !== undefined) return open || boss;
  return asker.desk && open;
};

/** True when the asker is one of those whom the message is for. */
export const isFor = isRecipient;

/** The short reference that people say on the telephone: the last eight characters of the id. */
export const referenceOf = (id: string): string => id.slice(-8).toUpperCase();

/** The title of the attention item that a message becomes. A confidential one tells nothing of its contents. */
export const titleOf = (message: {
  fromName: string;
  forName: string;
  subject: string | null;
  body: string;
  confidentialFrom: number | null;
}): { title: Text; detail: Text } => {
  const { fromName, forName } = message;
  const words = (message.subject ?? message.body).replace(/\s+/g, " ").trim();
  const short = words.length > 120 ? `${words.slice(0, 119)}…` : words;
  if (message.confidentialFrom !== null)
    return {
      title: { id: `Pesan rahasia untuk ${forName}`, en: `A confidential message for ${forName}` },
      detail: { id: "Buka Kerani untuk membacanya.", en: "Open Kerani to read it." },
    };
  return {
    title: { id: `Pesan dari ${fromName} untuk ${forName}`, en: `Message from ${fromName} for ${forName}` },
    detail: { id: short, en: short },
  };
};

const ATTENTION = /(?:^|[\s([])(?:u\.\s?p\.|up\s?:|untuk perhatian\s*:?|attn?\.?\s*:|attention\s*:|for the attention of)\s*(.{2,80})/i;
const TITLES = /^(?:(?:yth\.?|bapak|ibu|pak|bu|bpk\.?|sdr\.?|sdri\.?|mr\.?|mrs\.?|ms\.?)\s+)+/i;

/** Whom a letter names for its attention ("u.p. Ibu Ratna Dewi", "Attn: Ratna Dewi") in its subject or its first line; without title. */
export const namedForAttention = (subject: string | null, text: string): string | undefined => {
  for (const line of [subject ?? "", text.split("\n", 1)[0]?.slice(0, 200) ?? ""]) {
    const named = ATTENTION.exec(line)?.[1];
    const name = named
      ?.replace(TITLES, "")
      .split(/\s*[,:;()[\]–—/]|\s-\s|\.\s|\.$/, 1)[0]
      ?.trim();
    if (name) return name;
  }
  return undefined;
};

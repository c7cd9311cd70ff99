import { actorFrom } from "#kernel/actor/store.ts";
import { nobody, type Actor, type Door } from "#kernel/actor/actor.ts";
import type { HasDatabase } from "#kernel/db/handle.ts";
import { asRefusal } from "#kernel/db/trouble.ts";
import type { Lang } from "#kernel/i18n/text.ts";
import { digestOf } from "#kernel/ids/id.ts";
import { signInAgain } from "./errors.ts";
import { expiryOf, isPast, SEEN_EVERY } from "./rules.ts";
import { findSession, markSeen } from "./store/sessions.ts";
import { findToken, markTokenUsed } from "./store/tokens.ts";

/** What somebody at a door shows. */
export type Shown = {
  /** The value of the session cookie. */
  cookie?: string | undefined;
  /** What follows `Bearer` in the Authorization header. */
  bearer?: string | undefined;
  door: Door;
  address?: string | undefined;
  /** The language to speak to somebody who is not known yet. */
  language?: Lang | undefined;
  /** Handed the note "this session was used", written aside at most once a minute; for those who wait until all is written. */
  aside?: ((note: Promise<void>) => void) | undefined;
};

/** A database handle and the present instant. */
export type At = HasDatabase & { readonly now: Temporal.Instant };

/** Every API token begins so, so that scanners for leaked secrets know it. */
export const TOKEN_PREFIX = "kerani_";
const LONGEST_SECRET = 200;

/**
 * Says who stands at the door: the owner of the token or session shown, as they are at this moment, by one SELECT; a nobody
 * when nothing is shown. Refuses with SIGN_IN_AGAIN what is unknown, expired, revoked, or belongs to somebody switched off, and
 * with DATABASE_UNAVAILABLE while the database does not answer.
 */
export const identify = async (at: At, shown: Shown): Promise<Actor> => {
  const place = shown.address ? { address: shown.address } : {};
  try {
    if (shown.bearer !== undefined) return { ...(await byToken(at, shown, shown.bearer)), ...place };
    if (shown.cookie !== undefined) return { ...(await bySession(at, shown, shown.cookie)), ...place };
  } catch (error) {
    // Asked before the pipeline is reached, so what the database says is put into words here.
    throw asRefusal(error, () => undefined) ?? error;
  }
  return nobody(shown.door, shown.language, shown.address);
};

const bySession = async (at: At, shown: Shown, secret: string): Promise<Actor> => {
  const row = secret.length <= LONGEST_SECRET ? await findSession(at, digestOf(secret)) : undefined;
  if (!row || !row.active || isPast(row.expiresAt, at.now)) throw signInAgain();
  if (isPast(row.seenAt, at.now.subtract(SEEN_EVERY)))
    note(
      shown,
      markSeen(at, row.sessionId, {
        seenAt: at.now.toString(),
        before: at.now.subtract(SEEN_EVERY).toString(),
        expiresAt: expiryOf(at.now, row.endsAt),
      }),
    );
  return { ...actorFrom(row, shown.door), sessionId: row.sessionId };
};

const byToken = async (at: At, shown: Shown, bearer: string): Promise<Actor> => {
  const ours = bearer.startsWith(TOKEN_PREFIX) && bearer.length <= LONGEST_SECRET;
  const row = ours ? await findToken(at, digestOf(bearer)) : undefined;
  if (!row || !row.active || row.ownerActive === false || row.revokedAt || isPast(row.expiresAt, at.now)) throw signInAgain();
  if (!row.seenAt || isPast(row.seenAt, at.now.subtract(SEEN_EVERY))) note(shown, markTokenUsed(at, row.tokenId, at.now.toString()));
  return { ...actorFrom(row, shown.door), scopes: row.scopes as string[] };
};

/** The request does not wait for the note, and a note that fails costs nobody their request. */
const note = (shown: Shown, written: Promise<void>): void => {
  const done = written.catch(() => {});
  shown.aside?.(done);
};

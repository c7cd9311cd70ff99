import { z } from "zod";
import { digestOf, newId, newSecret } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import type { opened } from "./contract/fields.ts";
import { beginFlow, flow } from "./flows.ts";
import { DEVICE_KNOWN, expiryOf, SESSION_LONGEST } from "./rules.ts";
import { markSignedIn, type Account } from "./store/accounts.ts";
import { deleteSession, insertDevice, insertSession, isOurDevice, type Way } from "./store/sessions.ts";

/** What a way to sign in answers. */
export type Opened = z.input<typeof opened>;
/** What the browser says of itself. */
export type Browser = { device?: string | undefined; deviceToken?: string | undefined };

/** The password was right, the second factor is still wanted. */
export const confirmFlow = flow("confirm", z.object({ accountId: z.string(), way: z.enum(["password", "link"]) }));

const inSeconds = ({ hours }: { hours: number }): number => hours * 3600;

/**
 * Opens a session with a fresh token and makes the browser known. A session that the caller brought along is closed, so
 * that a token from before the sign-in never becomes worth more.
 */
export const openSession = async (work: Work, account: { id: string }, way: Way, browser: Browser): Promise<Opened> => {
  if (work.actor.sessionId && work.actor.id) await deleteSession(work, work.actor.id, work.actor.sessionId);
  const sessionToken = newSecret();
  const endsAt = work.now.add(SESSION_LONGEST).toString();
  await insertSession(work, {
    id: newId(),
    digest: digestOf(sessionToken),
    actorId: account.id,
    way,
    device: browser.device ?? null,
    createdAt: work.at,
    expiresAt: expiryOf(work.now, endsAt),
    endsAt,
  });
  const deviceToken = await knowBrowser(work, account.id, browser.deviceToken);
  await markSignedIn(work, account.id);
  work.about("account", account.id);
  return {
    step: "done",
    personId: account.id,
    sessionToken,
    sessionSeconds: inSeconds(SESSION_LONGEST),
    deviceToken,
    deviceSeconds: inSeconds(DEVICE_KNOWN),
  };
};

/** Only a mark that Kerani gave out is kept: one that somebody planted in the browser is replaced. */
const knowBrowser = async (work: Work, accountId: string, shown: string | undefined): Promise<string> => {
  const token = shown && (await isOurDevice(work, digestOf(shown), work.at)) ? shown : newSecret();
  const expiresAt = work.now.add(DEVICE_KNOWN).toString();
  await insertDevice(work, { id: newId(), accountId, digest: digestOf(token), createdAt: work.at, expiresAt });
  return token;
};

/** After a first proof: opens the session, or asks for the second factor where there is one. */
export const openOrConfirm = (
  work: Work,
  account: Pick<Account, "id" | "totpSecret">,
  way: "password" | "link",
  browser: Browser,
): Promise<Opened> => {
  if (!account.totpSecret) return openSession(work, account, way, browser);
  work.about("account", account.id);
  return Promise.resolve({ step: "confirm", ...beginFlow(work, confirmFlow, { accountId: account.id, way }) });
};

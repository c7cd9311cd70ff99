import type { HasDatabase } from "#kernel/db/handle.ts";
import { linkGone } from "./errors.ts";
import { deleteLinksAbout, findLink, insertLink, spendLink, type Link, type LinkWish } from "./store/links.ts";

type At = HasDatabase & { readonly now: Temporal.Instant };

/** Longer than any secret of ours; what is longer is not looked up. */
const LONGEST_SECRET = 100;

/** Makes a link of 256 random bits and returns the secret for the mail; only its digest is stored. */
export const makeLink = (work: At, wish: LinkWish): Promise<string> => insertLink(work, wish);

/** What a link would open, without using it: a mail scanner that follows every link must not spend it. Refuses with LINK_GONE. */
export const peekLink = async (work: At, secret: string, purpose: string): Promise<Link> => {
  const link = secret.length <= LONGEST_SECRET ? await findLink(work, secret, purpose) : undefined;
  if (!link) throw linkGone();
  return link;
};

/** Uses a link: the one winner of those who press at once is told what it opens, everybody else is refused with LINK_GONE. */
export const useLink = async (work: At, secret: string, purpose: string): Promise<Link> => {
  const link = await peekLink(work, secret, purpose);
  if (!(await spendLink(work, link.id))) throw linkGone();
  return link;
};

/** Takes back the links about a subject, for example when the matter was settled by another way. */
export const dropLinks = (work: HasDatabase, subject: { type: string; id: string }, purposes?: readonly string[]): Promise<void> =>
  deleteLinksAbout(work, subject, purposes);

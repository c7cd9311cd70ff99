import { badRequest } from "../errors.ts";
import { sameRef, header, type Exchange } from "../exchange.ts";

type StateCondition = { readonly not: boolean; readonly etag?: string; readonly token?: string };
type TaggedList = { readonly href?: string; readonly conditions: readonly StateCondition[] };

/** The lists of an If header (RFC 4918 §10.4): it holds when one list about the resource holds. */
export type IfHeader = readonly TaggedList[];

const TOKEN = /\s*(?:(Not)\b|<([^<>\s]*)>|\[(W\/)?"([^"\]]*)"\]|([()]))/iy;

/** Reads an If header; throws 400 when its brackets do not add up. */
export const readIfHeader = (value: string): IfHeader => {
  const lists: TaggedList[] = [];
  let href: string | undefined;
  let open: StateCondition[] | undefined;
  let not = false;
  const source = value.trim();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < source.length;) {
    const match = TOKEN.exec(source);
    if (!match) throw badRequest("The If header cannot be read.");
    const [, negation, coded, weak, etag, bracket] = match;
    if (bracket === "(" && !open) open = [];
    else if (bracket === ")" && open && open.length > 0 && !not) {
      lists.push({ href, conditions: open });
      open = undefined;
    } else if (negation && open && !not) not = true;
    else if (coded !== undefined && !open) href = coded;
    else if (open && (coded !== undefined || etag !== undefined)) {
      open.push({ not, token: coded, etag: weak ? undefined : etag });
      not = false;
    } else throw badRequest("The If header cannot be read.");
  }
  if (open || not || lists.length === 0) throw badRequest("The If header cannot be read.");
  return lists;
};

/** There are no locks, so no state token is ever held: only entity tags and negations can hold. */
const holds = ({ not, etag }: StateCondition, current: string | undefined): boolean => (etag !== undefined && etag === current) !== not;

/** Whether the request may go on for its own resource, whose entity tag is `current`. Lists about other resources do not count for it. */
export const ifHeaderHolds = (x: Exchange, lists: IfHeader, current: string | undefined): boolean =>
  lists.some(({ href, conditions }) => {
    const about = href === undefined ? x.ref : x.site.parseHref(href, header(x, "host"));
    return about !== undefined && sameRef(x, about, x.ref) && conditions.every((each) => holds(each, current));
  });

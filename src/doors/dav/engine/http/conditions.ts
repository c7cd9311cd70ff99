import { badRequest, preconditionFailed } from "../errors.ts";
import { header, type Exchange } from "../exchange.ts";
import { ifHeaderHolds, readIfHeader, type IfHeader } from "../rfc4918/if-header.ts";

/** What conditions are compared with: the present state of the resource, or nothing when there is none. */
export type State = { readonly etag: string; readonly scheduleTag?: string; readonly modified?: Temporal.Instant } | undefined;

type TagList = "*" | readonly { readonly weak: boolean; readonly tag: string }[];

/** The conditional headers of a request (RFC 9110 §13.1, RFC 4918 §10.4, RFC 6638 §8.3). */
export type Conditions = {
  readonly match?: TagList;
  readonly noneMatch?: TagList;
  readonly scheduleTag?: string;
  readonly modifiedSince?: number;
  readonly unmodifiedSince?: number;
  readonly lists?: IfHeader;
};

const ONE_TAG = /\s*(W\/)?"([^"]*)"\s*(?:,|$)/y;

/** An entity-tag list; clients that leave out the quotes are understood. */
const readTags = (value: string): TagList => {
  const trimmed = value.trim();
  if (trimmed === "*") return "*";
  if (!trimmed.includes('"')) return trimmed.split(",").map((tag) => ({ weak: false, tag: tag.trim() }));
  const tags: { weak: boolean; tag: string }[] = [];
  ONE_TAG.lastIndex = 0;
  while (ONE_TAG.lastIndex < trimmed.length) {
    const match = ONE_TAG.exec(trimmed);
    if (!match) throw badRequest("An entity tag stands between double quotes.");
    tags.push({ weak: match[1] !== undefined, tag: match[2]! });
  }
  return tags;
};

const readDate = (value: string | undefined): number | undefined => {
  const millis = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(millis) ? undefined : millis;
};

/** Reads every conditional header of a request. */
export const readConditions = (x: Exchange): Conditions => {
  const match = header(x, "if-match");
  const noneMatch = header(x, "if-none-match");
  const lists = header(x, "if");
  return {
    match: match === undefined ? undefined : readTags(match),
    noneMatch: noneMatch === undefined ? undefined : readTags(noneMatch),
    scheduleTag: header(x, "if-schedule-tag-match")
      ?.trim()
      .replace(/^"(.*)"$/, "$1"),
    modifiedSince: readDate(header(x, "if-modified-since")),
    unmodifiedSince: readDate(header(x, "if-unmodified-since")),
    lists: lists === undefined ? undefined : readIfHeader(lists),
  };
};

const strongly = (list: TagList, state: State): boolean =>
  state !== undefined && (list === "*" || list.some((each) => !each.weak && each.tag === state.etag));
const weakly = (list: TagList, state: State): boolean =>
  state !== undefined && (list === "*" || list.some((each) => each.tag === state.etag));
const seconds = (instant: Temporal.Instant): number => Math.floor(instant.epochMilliseconds / 1000) * 1000;

/** Throws 412 unless the request may go on for a resource in this state, in the order of RFC 9110 §13.2.2. */
export const checkConditions = (x: Exchange, conditions: Conditions, state: State): void => {
  if (conditions.match !== undefined) {
    if (!strongly(conditions.match, state)) throw preconditionFailed("If-Match names another version than the one that is here.");
  } else if (conditions.unmodifiedSince !== undefined && state?.modified && seconds(state.modified) > conditions.unmodifiedSince)
    throw preconditionFailed("It has changed since the time in If-Unmodified-Since.");
  if (conditions.scheduleTag !== undefined && conditions.scheduleTag !== state?.scheduleTag)
    throw preconditionFailed("If-Schedule-Tag-Match names another version than the one that is here.");
  if (conditions.lists && !ifHeaderHolds(x, conditions.lists, state?.etag)) throw preconditionFailed("No list of the If header holds.");
  const reading = x.method === "GET" || x.method === "HEAD";
  if (!reading && conditions.noneMatch !== undefined && weakly(conditions.noneMatch, state))
    throw preconditionFailed(
      conditions.noneMatch === "*" ? "There is something at this address already." : "If-None-Match names the version that is here.",
    );
};

/** Whether a GET may be answered with 304. */
export const isNotModified = (conditions: Conditions, state: NonNullable<State>): boolean => {
  if (conditions.noneMatch !== undefined) return weakly(conditions.noneMatch, state);
  return conditions.modifiedSince !== undefined && state.modified !== undefined && seconds(state.modified) <= conditions.modifiedSince;
};

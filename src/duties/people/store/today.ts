import { sql, type RawBuilder } from "kysely";

/** The calendar day at `now` where a person is; the query must have `person` in it. */
export const todayOf = (now: Temporal.Instant): RawBuilder<string> =>
  sql<string>`(${now.toString()}::timestamptz at time zone person.time_zone)::date`;

/** True for a holding of a post that is in force at `now`, where its holder is; needs `person` and `post_holding`. */
export const inForce = (now: Temporal.Instant): RawBuilder<boolean> =>
  sql<boolean>`${todayOf(now)} between post_holding.from_day and coalesce(post_holding.until_day, 'infinity')`;

const LONGEST_WAIT_MS = 86_400_000;
const HTTP_DATE = /^[A-Za-z]+,? .+ GMT$/;

/** Milliseconds that a Retry-After header asks to wait (RFC 9110 §10.2.3), at most a day; undefined when there is none to be understood. */
export const retryAfterMs = (header: string | undefined, now: Temporal.Instant): number | undefined => {
  const text = header?.trim() ?? "";
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : HTTP_DATE.test(text) ? Date.parse(text) - now.epochMilliseconds : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_WAIT_MS);
};

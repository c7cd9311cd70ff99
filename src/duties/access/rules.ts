/** A session that is not used for so long ends. */
export const SESSION_IDLE = { hours: 24 * 7 };
/** No session lasts longer than this, however much it is used. */
export const SESSION_LONGEST = { hours: 24 * 30 };
/** A session or token is noted as used at most this often. */
export const SEEN_EVERY = { seconds: 60 };
/** How long a proof of who one is counts as fresh for acts on the account itself. */
export const PROOF_HOLDS = { minutes: 10 };
/** How long a browser stays known after it signed in. */
export const DEVICE_KNOWN = { hours: 24 * 180 };
/** How long the second half of a ceremony may take. */
export const CEREMONY_HOLDS = { minutes: 10 };
/** How long the link in an invitation holds. */
export const INVITATION_HOLDS = { hours: 24 * 7 };
/** How long the link to a new password holds. */
export const RESET_HOLDS = { hours: 1 };

/** True when an instant of a record is not later than `now`. */
export const isPast = (instant: string, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(instant), now) <= 0;

/** When a session used now runs out: after the idle time, never past its end. */
export const expiryOf = (now: Temporal.Instant, endsAt: string): string => {
  const idle = now.add(SESSION_IDLE);
  return Temporal.Instant.compare(idle, Temporal.Instant.from(endsAt)) < 0 ? idle.toString() : endsAt;
};

/** True while a proof given at `provedAt` still counts as fresh. */
export const isFresh = (provedAt: string, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(provedAt).add(PROOF_HOLDS), now) > 0;

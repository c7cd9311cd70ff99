// What touches an account or hands out authority: never done in another's name, so never asked in one either.
const NOUNS = new Set(["session", "password", "passkey", "totp", "recovery", "user", "invitation", "program", "token", "oidc", "push"]);
const NAMES = new Set([
  "person.grade",
  "assistant.appoint",
  "calendar.delegate",
  "mandate.give",
  "mandate.accept",
  "mandate.decline",
  "mandate.hand-back",
  "mandate.revoke",
]);

/** True when an operation is one's own even while one acts for somebody. */
export const isOwnName = (name: string): boolean => NAMES.has(name) || NOUNS.has(name.slice(0, name.indexOf(".")));

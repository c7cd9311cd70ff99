import type { Vault } from "#kernel/settings/settings.ts";

/**
 * A number that only this installation can make of an invited address and an event: the answer's way back carries it, so
 * that nobody answers for somebody else. Capitals do not count: mail servers and calendars change them.
 */
export const invitationId = (vault: Vault, uid: string, attendee: string): string => {
  const hex = vault.seal("calendar-invitation", `${uid.toLowerCase()}\n${attendee.toLowerCase()}`).subarray(0, 16).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

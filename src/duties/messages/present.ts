import { URGENCIES } from "#kernel/attention/attention.ts";
import { referenceOf } from "./rules.ts";
import type { MessageRow, NoteRow } from "./store.ts";

const step = (at: string | null, by: string | null) => (at ? { at, by: by ?? "Kerani" } : null);

/** A stored message as every door shows it. */
export const present = (row: MessageRow) => ({
  id: row.id,
  reference: referenceOf(row.id),
  takenAt: row.takenAt,
  takenBy: { id: row.takenBy, name: row.takenByName },
  door: row.door,
  channel: row.channel as "phone",
  from: { personId: row.fromPersonId, name: row.fromName, phone: row.fromPhone, email: row.fromEmail, organisation: row.fromOrganisation },
  for: { kind: row.forKind as "person", id: row.forId, name: row.forName },
  subject: row.subject,
  body: row.body,
  urgency: URGENCIES[row.urgency] ?? ("routine" as const),
  callBackAt: row.callBackAt,
  followUpOn: row.followUpOn,
  confidentialFrom: row.confidentialFrom,
  state: row.state as "taken",
  delivered: step(row.deliveredAt, row.deliveredBy),
  read: step(row.readAt, row.readByName),
  acted: step(row.actedAt, row.actedByName),
  outcome: row.outcome,
  told: step(row.toldAt, row.toldByName),
  parentId: row.parentId,
});

/** A line of history as every door shows it. */
export const presentNote = (row: NoteRow) => ({
  id: row.id,
  at: row.at,
  by: row.byName,
  kind: row.kind,
  text: row.text,
  into: row.intoType && row.intoId ? { type: row.intoType, id: row.intoId } : null,
});

/** An attachment as every door shows it; where its bytes lie is nobody's business. */
export const presentAttachment = (row: { id: string; name: string; mediaType: string; size: number; at: string; byName: string }) => ({
  id: row.id,
  name: row.name,
  mediaType: row.mediaType,
  size: row.size,
  at: row.at,
  by: row.byName,
});

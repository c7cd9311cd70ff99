import { busyInCalendar, busyPeriods, fileOf, type Period } from "#duties/calendar/index.ts";
import type { AttachmentBackend, BusyPeriod, SchedulingBackend, TimeRange } from "../engine/backend.ts";
import { notFound } from "../engine/errors.ts";
import { seenAt } from "./collections.ts";
import { inDav } from "./failures.ts";
import { actorOf, askingOf, type DavParts } from "./parts.ts";

const TYPES = ["BUSY", "BUSY-TENTATIVE", "BUSY", "BUSY-UNAVAILABLE"] as const;

const windowOf = ({ start, end }: Required<TimeRange>) => ({ from: start.epochMilliseconds, to: end.epochMilliseconds });

const periodOf = ({ start, end, busy }: Period): BusyPeriod => ({
  start: Temporal.Instant.fromEpochMilliseconds(start),
  end: Temporal.Instant.fromEpochMilliseconds(end),
  type: TYPES[busy] ?? "BUSY",
});

/** When people, rooms and things are busy: known to all staff, without the reason. */
export const busyTimeOf = (parts: DavParts): SchedulingBackend => ({
  async busy(viewer, ref, range) {
    const seen = await seenAt(parts, viewer, ref);
    if (!seen) throw notFound();
    return (await busyInCalendar(askingOf(parts, viewer), seen, windowOf(range))).map(periodOf);
  },
  async busyOf(viewer, principal, range, ignoreUid) {
    const found = await busyPeriods(askingOf(parts, viewer), [principal], windowOf(range), ignoreUid);
    return (found.get(principal) ?? []).map(periodOf);
  },
});

const collect = async (stream: AsyncIterable<unknown>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Files at events (RFC 8607). */
export const attachmentsOf = (parts: DavParts): AttachmentBackend => ({
  async attach(viewer, ref, { name, type, bytes }) {
    const seen = await seenAt(parts, viewer, ref);
    if (!seen) throw notFound();
    const input = { calendarId: seen.shelf.id, name, mediaType: type, bytes: bytes.toString("base64") };
    const { id } = (await inDav(parts.pipeline.call("event.attach", input, { actor: actorOf(viewer) }))) as { id: string };
    return id;
  },
  async attachment(viewer, owner, managedId) {
    const file = /^[0-9a-f-]{36}$/.test(managedId) ? await fileOf(askingOf(parts, viewer), owner, managedId) : undefined;
    if (!file) return undefined;
    return { name: file.name, type: file.mediaType, etag: file.sha256.slice(0, 32), bytes: await collect(parts.files.read(file.sha256)) };
  },
});

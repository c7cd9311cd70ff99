import { theClerk } from "#kernel/actor/actor.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import type { PageRow } from "./store/pages.ts";

/** An appointment as it shall stand in a calendar. */
export type Appointment = { hostId: string; start: string; end: string; title: string; held: boolean; description: string };

const wall = (at: string, zone: string): string => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString();

/** What stands before the title of a time that nobody has said yes to yet. */
export const HOLD = "HOLD: ";

/** Puts an appointment into the calendars of its host, of the other hosts of a person's page, and of its rooms and things; returns the host's event. */
export const putEvent = async (work: Work, page: PageRow, one: Appointment): Promise<string> => {
  const { timeZone, rooms, place } = page;
  const added = (await work.perform(
    "event.add",
    {
      for: one.hostId,
      title: `${one.held ? HOLD : ""}${one.title}`.slice(0, 500),
      start: wall(one.start, timeZone),
      end: wall(one.end, timeZone),
      timeZone,
      ...(rooms.length > 0 ? { rooms } : {}),
      ...(page.kind === "person" && page.hosts.length > 1 ? { attendees: page.hosts.slice(1).map((id) => `person:${id}`) } : {}),
      ...(place ? { location: place } : {}),
      ...(one.description ? { description: one.description } : {}),
      ...(one.held ? { status: "tentative" } : {}),
    },
    { actor: theClerk("link") },
  )) as { id: string };
  return added.id;
};

/** Takes an appointment out of all calendars; one that its host took out on their own device is out already. */
export const dropEvent = async (work: Work, eventId: string): Promise<void> => {
  try {
    await work.perform("event.remove", { id: eventId }, { actor: theClerk("link") });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "EVENT_MISSING") throw error;
  }
};

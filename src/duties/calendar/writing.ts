import { serialise, type Component } from "#kernel/icalendar/lines/component.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { calendarNotYours, itemIsPrivate } from "./errors.ts";
import { dropObject, keepObject, type Keeping } from "./keeping.ts";
import { instanceOf, seenEvent, type SeenEvent } from "./looking.ts";
import { relocate } from "./relocating.ts";
import { isMasked, namesFor, presentEvent } from "./present.ts";
import { reaches } from "./rules/levels.ts";
import { insertPast, type ObjectRow } from "./store/objects.ts";

/** An event that the asker may change. */
export const writableEvent = async (work: Work, id: string): Promise<SeenEvent> => {
  const found = await seenEvent(work, id);
  if (!reaches(found.seen.access.level, "write")) throw calendarNotYours();
  if (isMasked(found.seen, found.row)) throw itemIsPrivate();
  work.about("event", id);
  return found;
};

/** One change of one or more objects, which can be taken back as one. */
export class Changing {
  readonly undo = newId();
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
  }

  async #past(calendarId: string, address: string, before: ObjectRow | undefined, after: ObjectRow | undefined): Promise<void> {
    await insertPast(this.#work, {
      id: newId(),
      changeId: this.undo,
      calendarId,
      address,
      text: before?.text ?? null,
      overlap: before?.overlap ?? false,
      afterEtag: after?.etag ?? null,
      byId: this.#work.actor.id,
      at: this.#work.at,
    });
  }

  /** Keeps an object as it shall be. */
  async keep(before: ObjectRow | undefined, wish: Omit<Keeping, "notify" | "rooms" | "component">): Promise<ObjectRow> {
    const { row } = await keepObject(this.#work, { ...wish, component: "VEVENT", notify: true, rooms: "refuse" });
    await this.#past(wish.calendarId, wish.address, before, row);
    return row;
  }

  /** Puts a changed calendar in the place of an object. */
  put(before: ObjectRow, calendar: Component, overlap: boolean | undefined): Promise<ObjectRow> {
    const { calendarId, address, uid } = before;
    return this.keep(before, { calendarId, address, uid, text: serialise([calendar]), ...(overlap === undefined ? {} : { overlap }) });
  }

  /** Lays an object as it is into another calendar of the same owner, or of one whom it concerns no less. */
  async relocate(before: ObjectRow, calendarId: string): Promise<ObjectRow> {
    const { address } = before;
    const { row } = await relocate(this.#work, { calendarId: before.calendarId, address }, { calendarId, address }, true);
    await this.#past(calendarId, address, undefined, row);
    await this.#past(before.calendarId, address, before, undefined);
    return row;
  }

  /** Takes an object away. */
  async drop(before: ObjectRow): Promise<void> {
    await dropObject(this.#work, before.calendarId, before.address, true);
    await this.#past(before.calendarId, before.address, before, undefined);
  }
}

/** An event, or one instance of it, as the asker may see it now. */
export const presentNow = async (work: Work, id: string, instance?: string) => {
  const found = await seenEvent(work, id);
  const shown = instanceOf(found, instance);
  return presentEvent(shown, found.seen, await namesFor(work, [shown]), found.zone, work.actor.language);
};

import { useRef, useState } from "react";
import { ApiRefusal, give, WaitsForApproval, type Input, type Output } from "#web/api/client.ts";
import { changed, known } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { keyOf, msOf, type Event } from "./events.ts";
import { words } from "./words.ts";

/** Which of a series a change is for. */
export type Scope = "this" | "following" | "all";
/** New times in epoch milliseconds; days for what lasts whole days. */
export type Times = { start?: number | undefined; end?: number | undefined; startsAt?: string; endsAt?: string; calendarId?: string };

/** A change that was refused because somebody is taken then. */
export type Clash = { error: ApiRefusal; anyway(): void };
/** A change of a series that waits for an answer: which of them. */
export type Asked = { event: Event; choose(scope: Scope): void; leave(): void };

type Steps = { key: string; event: Event; now: { from: number; to: number }; timer: ReturnType<typeof setTimeout> };

const TOPICS = ["event", "calendar_object"];
const PAUSE_MS = 600;

const textOf = (times: Times): Pick<Input<"event.move">, "start" | "end"> => ({
  ...(times.start === undefined ? {} : { start: new Date(times.start).toISOString() }),
  ...(times.end === undefined ? {} : { end: new Date(times.end).toISOString() }),
  ...(times.startsAt ? { start: times.startsAt } : {}),
  ...(times.endsAt ? { end: times.endsAt } : {}),
});

/** Puts an instance somewhere else on every open screen of this browser, before the server has said yes. */
const show = (event: Event, times: Partial<Event>): void => {
  known.setQueriesData<Output<"event.list">>({ queryKey: ["event.list"] }, (old) =>
    old ? { ...old, events: old.events.map((one) => (keyOf(one) === keyOf(event) ? { ...one, ...times } : one)) } : old,
  );
};

const shownAt = (event: Event, times: Times): Partial<Event> => {
  const { from, to } = msOf(event);
  const start = times.start ?? from;
  const end = times.end ?? (times.start === undefined ? to : times.start + (to - from));
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    ...(times.startsAt ? { startsAt: times.startsAt } : {}),
    ...(times.endsAt ? { endsAt: times.endsAt } : {}),
  };
};

/** Takes a change back by its undo number. */
export const restore = (undo: string): Promise<void> => give("event.restore", { id: undo }).then(() => changed(TOPICS));

/**
 * Moves and stretches events: shown at once, sent, and taken back on the screen when it is refused. Of a series it asks
 * first which of them; when somebody is taken then, it says so and offers to keep the time all the same.
 */
export const useMoves = (sayWhen: (times: Partial<Event>, event: Event) => string) => {
  const t = useSay();
  const toasts = useToasts();
  const [clash, setClash] = useState<Clash | undefined>();
  const [asked, setAsked] = useState<Asked | undefined>();
  const pending = useRef<Steps | undefined>(undefined);
  const send = async (event: Event, times: Times, scope: Scope | undefined, overlap?: true): Promise<void> => {
    const { id, instance } = event;
    try {
      const moved = await give("event.move", {
        id,
        ...(instance && event.repeats ? { instance, scope: scope ?? "this" } : {}),
        ...textOf(times),
        ...(times.calendarId ? { calendarId: times.calendarId } : {}),
        ...(overlap ? { overlap } : {}),
      });
      changed(TOPICS);
      const when = sayWhen(shownAt(event, times), event);
      const said = times.start !== undefined || times.startsAt ? words.moved : words.stretched;
      toasts.done(t(said, event.title || t(words.untitled), when), { undo: () => restore(moved.undo) });
    } catch (error) {
      show(event, { start: event.start, end: event.end, startsAt: event.startsAt, endsAt: event.endsAt });
      changed(TOPICS);
      if (error instanceof ApiRefusal && error.code === "DOUBLE_BOOKED" && !overlap)
        setClash({
          error,
          anyway: () => {
            setClash(undefined);
            show(event, shownAt(event, times));
            void send(event, times, scope, true);
          },
        });
      else if (error instanceof WaitsForApproval) toasts.done(error.message);
      else toasts.trouble(error);
    }
  };
  const move = (event: Event, times: Times): void => {
    setClash(undefined);
    show(event, shownAt(event, times));
    if (!event.repeats || !event.instance) return void send(event, times, undefined);
    setAsked({
      event,
      choose: (scope) => {
        setAsked(undefined);
        void send(event, times, scope);
      },
      leave: () => {
        setAsked(undefined);
        show(event, { start: event.start, end: event.end, startsAt: event.startsAt, endsAt: event.endsAt });
      },
    });
  };
  /** Small steps by the keyboard: shown one by one, sent together after a pause. */
  const nudge = (event: Event, by: { start: number; end: number }): void => {
    const before = pending.current?.key === keyOf(event) ? pending.current : undefined;
    // Keys come faster than the screen is drawn: each step goes on from the one before, not from what is shown.
    const now = before?.now ?? msOf(event);
    const next = { from: now.from + by.start, to: now.to + by.end };
    if (next.to <= next.from) return;
    if (before) clearTimeout(before.timer);
    const origin = before?.event ?? event;
    show(event, { start: new Date(next.from).toISOString(), end: new Date(next.to).toISOString() });
    const timer = setTimeout(() => {
      pending.current = undefined;
      const own = msOf(origin);
      const longer = next.to - next.from !== own.to - own.from;
      if (next.from !== own.from || longer)
        move(origin, { ...(next.from === own.from ? {} : { start: next.from }), ...(longer ? { end: next.to } : {}) });
    }, PAUSE_MS);
    pending.current = { key: keyOf(event), event: origin, now: next, timer };
  };
  return { move, nudge, clash, asked, forget: () => setClash(undefined) };
};

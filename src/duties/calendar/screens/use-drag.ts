import { useEffect, useRef, type PointerEvent as ReactPointerEvent, type RefObject } from "react";
import { DAY_MINUTES } from "./days.ts";

/** What came of a drag: minutes of the day of a column. */
export type Dropped =
  | { kind: "move"; key: string; column: number; from: number }
  | { kind: "stretch"; key: string; column: number; to: number }
  | { kind: "create"; column: number; from: number; to: number };

type Parts = {
  body: RefObject<HTMLElement | null>;
  scroller: RefObject<HTMLElement | null>;
  ghost: RefObject<HTMLElement | null>;
  columns: number;
  /** How the time of the ghost is written. */
  say(column: number, from: number, to: number): string;
  mayCreate(column: number): boolean;
  onDrop(dropped: Dropped): void;
  /** A press on nothing, without a drag. */
  onTap(column: number, minute: number, touch: boolean): void;
  /** A finger went sideways: 1 to what comes after, -1 to what was before. */
  onSwipe(by: number): void;
};

type Held = {
  kind: Dropped["kind"];
  key: string;
  block: HTMLElement | undefined;
  title: string;
  /** What is held, as it stood: column and minutes. */
  column: number;
  from: number;
  to: number;
  /** How far below its start it was taken hold of, in minutes. */
  grab: number;
  pointer: number;
  touch: boolean;
  x: number;
  y: number;
  active: boolean;
  /** Where it is now. */
  at: { column: number; from: number; to: number };
  timer?: ReturnType<typeof setTimeout>;
};

const SNAP = 15;
const MOUSE_SLACK = 4;
const FINGER_SLACK = 10;
const SWIPE = 56;
const LONG_PRESS_MS = 380;
const EDGE = 40;
const SCROLL_STEP = 12;

const snap = (minute: number): number => Math.round(minute / SNAP) * SNAP;
const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Where a held thing comes to lie when the pointer is at a column and minute. */
const lie = (held: Held, column: number, minute: number): Held["at"] => {
  const length = held.to - held.from;
  if (held.kind === "move") {
    const from = within(snap(minute - held.grab), 0, DAY_MINUTES - SNAP);
    return { column, from, to: Math.min(DAY_MINUTES, from + length) };
  }
  if (held.kind === "stretch") return { column: held.column, from: held.from, to: within(snap(minute), held.from + SNAP, DAY_MINUTES) };
  const start = Math.floor(held.from / SNAP) * SNAP;
  const [from, to] = minute >= start ? [start, Math.max(start + SNAP, snap(minute))] : [snap(minute), start + SNAP];
  return { column: held.column, from: Math.max(0, from), to: Math.min(DAY_MINUTES, to) };
};

/**
 * Lets one drag on a grid of columns: to move a block (an element with `data-key`, `data-column`, `data-from`, `data-to`),
 * to stretch it by its edge (`data-edge`), to draw a new one. While dragging nothing is rendered: the ghost alone moves.
 */
export const useDrag = (parts: Parts) => {
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  const stop = useRef<(() => void) | undefined>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const onPointerDown = (event: ReactPointerEvent): void => {
    if (event.button !== 0 || stop.current) return;
    const held = takeHold(event, latest.current);
    if (held)
      stop.current = follow(
        held,
        () => latest.current,
        () => (stop.current = undefined),
      );
  };
  return { onPointerDown };
};

/** Measures once; afterwards only the scroller moves. */
const measure = ({ body, scroller, columns }: Parts) => {
  const box = body.current!.getBoundingClientRect();
  const [top, left] = [box.top + scroller.current!.scrollTop, box.left + scroller.current!.scrollLeft];
  return {
    width: box.width / columns,
    height: box.height,
    column: (x: number) => within(Math.floor((x - left + scroller.current!.scrollLeft) / (box.width / columns)), 0, columns - 1),
    minute: (y: number) => within(((y - top + scroller.current!.scrollTop) / box.height) * DAY_MINUTES, 0, DAY_MINUTES),
  };
};

const takeHold = (event: ReactPointerEvent, parts: Parts): Held | undefined => {
  const target = event.target as HTMLElement;
  const block = target.closest<HTMLElement>("[data-key]") ?? undefined;
  if (!block && target.closest("button, a")) return undefined;
  const place = measure(parts);
  const minute = place.minute(event.clientY);
  const pressed = { pointer: event.pointerId, touch: event.pointerType === "touch", x: event.clientX, y: event.clientY, active: false };
  if (!block) {
    const column = place.column(event.clientX);
    return {
      ...pressed,
      kind: "create",
      key: "",
      block,
      title: "",
      column,
      from: minute,
      to: minute,
      grab: 0,
      at: { column, from: minute, to: minute },
    };
  }
  const [column, from, to] = ["column", "from", "to"].map((name) => Number(block.dataset[name])) as [number, number, number];
  const kind = target.closest("[data-edge]") ? "stretch" : "move";
  return {
    ...pressed,
    kind,
    key: block.dataset["key"] ?? "",
    block,
    title: block.dataset["title"] ?? "",
    column,
    from,
    to,
    grab: minute - from,
    at: { column, from, to },
  };
};

const draw = (held: Held, parts: Parts, place: ReturnType<typeof measure>): void => {
  const ghost = parts.ghost.current;
  if (!ghost) return;
  const { column, from, to } = held.at;
  ghost.hidden = false;
  ghost.style.transform = `translate(${column * place.width}px, ${(from / DAY_MINUTES) * place.height}px)`;
  ghost.style.width = `${place.width}px`;
  ghost.style.height = `${((to - from) / DAY_MINUTES) * place.height}px`;
  ghost.style.setProperty("--tint", held.block?.style.getPropertyValue("--tint") ?? "");
  ghost.children[0]!.textContent = parts.say(column, from, to);
  ghost.children[1]!.textContent = held.title;
};

/** Follows the pointer until it is let go; answers how to stop early. */
const follow = (held: Held, parts: () => Parts, done: () => void): (() => void) => {
  const place = measure(parts());
  const body = parts().body.current!;
  let frame = 0;
  let last = { x: held.x, y: held.y };
  const fixed = held.block?.dataset["fixed"] !== undefined || (held.kind === "create" && !parts().mayCreate(held.column));
  const activate = (): void => {
    if (fixed) return;
    held.active = true;
    held.block?.setAttribute("data-held", "");
    body.setPointerCapture(held.pointer);
    body.dataset["dragging"] = held.kind;
    if (held.touch) navigator.vibrate?.(12);
    paint();
  };
  const paint = (): void => {
    frame = 0;
    held.at = lie(held, place.column(last.x), place.minute(last.y));
    draw(held, parts(), place);
    if (scrollAtEdge(parts().scroller.current!, last.y)) frame = requestAnimationFrame(paint);
  };
  const onMove = (event: PointerEvent): void => {
    if (event.pointerId !== held.pointer) return;
    last = { x: event.clientX, y: event.clientY };
    const [dx, dy] = [Math.abs(last.x - held.x), Math.abs(last.y - held.y)];
    if (held.active) frame ||= requestAnimationFrame(paint);
    else if (!held.touch && Math.max(dx, dy) > MOUSE_SLACK) activate();
    else if (held.touch && Math.max(dx, dy) > FINGER_SLACK) clearTimeout(held.timer);
  };
  const onUp = (event: PointerEvent): void => {
    if (event.pointerId !== held.pointer) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (held.active) {
      cancelAnimationFrame(frame);
      held.at = lie(held, place.column(event.clientX), place.minute(event.clientY));
    }
    const { active, at } = held;
    end();
    if (active) return drop(held, at, parts());
    if (held.touch && Math.abs(dx) > SWIPE && Math.abs(dx) > 2 * Math.abs(dy)) return parts().onSwipe(dx < 0 ? 1 : -1);
    if (!held.block && Math.max(Math.abs(dx), Math.abs(dy)) <= FINGER_SLACK) parts().onTap(held.column, held.from, held.touch);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !held.active) return;
    event.preventDefault();
    event.stopPropagation();
    end();
  };
  const onTouch = (event: TouchEvent): void => {
    if (held.active && event.cancelable) event.preventDefault();
  };
  const end = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(held.timer);
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onUp);
    window.removeEventListener("pointercancel", end);
    window.removeEventListener("keydown", onKey, true);
    body.removeEventListener("touchmove", onTouch);
    held.block?.removeAttribute("data-held");
    delete body.dataset["dragging"];
    if (parts().ghost.current) parts().ghost.current!.hidden = true;
    if (held.active) swallowClick();
    done();
  };
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", end);
  window.addEventListener("keydown", onKey, true);
  body.addEventListener("touchmove", onTouch, { passive: false });
  if (held.touch) held.timer = setTimeout(activate, LONG_PRESS_MS);
  return end;
};

const drop = (held: Held, at: Held["at"], parts: Parts): void => {
  const { kind, key } = held;
  if (kind === "create") return parts.onDrop({ kind, ...at });
  if (kind === "stretch" && at.to !== held.to) return parts.onDrop({ kind, key, column: at.column, to: at.to });
  if (kind === "move" && (at.from !== held.from || at.column !== held.column))
    parts.onDrop({ kind, key, column: at.column, from: at.from });
};

/** What was dragged is not pressed as well. */
const swallowClick = (): void => {
  const swallow = (event: MouseEvent): void => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, true));
};

const scrollAtEdge = (scroller: HTMLElement, y: number): boolean => {
  const { top, bottom } = scroller.getBoundingClientRect();
  const by = y > bottom - EDGE ? SCROLL_STEP : y < top + EDGE ? -SCROLL_STEP : 0;
  if (by === 0) return false;
  const before = scroller.scrollTop;
  scroller.scrollTop += by;
  return scroller.scrollTop !== before;
};

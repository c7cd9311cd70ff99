import { useState, type KeyboardEvent } from "react";
import { DAY_MINUTES } from "./days.ts";

/** A stretch of a column: minutes of the day. */
export type Slot = { column: number; from: number; to: number };

const STEP = 30;
const MORNING = 540;

/** The slot in hand: arrows walk it, Shift+arrows extend it, Enter or a second press takes it. */
export const useCursor = (columns: number, onTake: (slot: Slot) => void) => {
  const [slot, setSlot] = useState<Slot | undefined>();
  const here = slot && slot.column < columns ? slot : undefined;
  const walk = (by: { column: number; minutes: number }, extend: boolean): void => {
    const { column, from, to } = here ?? { column: 0, from: MORNING, to: MORNING + STEP };
    if (extend) return setSlot({ column, from, to: Math.min(DAY_MINUTES, Math.max(from + STEP, to + by.minutes)) });
    const start = Math.min(DAY_MINUTES - STEP, Math.max(0, from + by.minutes));
    setSlot({
      column: Math.min(columns - 1, Math.max(0, column + by.column)),
      from: start,
      to: Math.min(DAY_MINUTES, start + (to - from)),
    });
  };
  const steps: Readonly<Record<string, { column: number; minutes: number }>> = {
    ArrowUp: { column: 0, minutes: -STEP },
    ArrowDown: { column: 0, minutes: STEP },
    ArrowLeft: { column: -1, minutes: 0 },
    ArrowRight: { column: 1, minutes: 0 },
  };
  return {
    slot: here,
    focus: () => setSlot(here ?? { column: 0, from: MORNING, to: MORNING + STEP }),
    onKeyDown(event: KeyboardEvent): void {
      const by = steps[event.key];
      if (event.key === "Escape") setSlot(undefined);
      if (!by) return;
      event.preventDefault();
      walk(by, event.shiftKey);
    },
    /** A press on an empty place: a mouse takes it at once, a finger lays the cursor there to press again. */
    tap(column: number, minute: number, only: boolean): void {
      const from = Math.min(DAY_MINUTES - STEP, Math.floor(minute / STEP) * STEP);
      const tapped = { column, from, to: from + STEP * 2 > DAY_MINUTES ? DAY_MINUTES : from + STEP * 2 };
      if (only) return setSlot(tapped);
      setSlot(undefined);
      onTake(tapped);
    },
    take(): void {
      if (!here) return;
      setSlot(undefined);
      onTake(here);
    },
  };
};

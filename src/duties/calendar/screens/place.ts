import { useCallback, useMemo } from "react";
import { useLocation, useParams, useSearchParams } from "wouter";
import { serverNow } from "#web/i18n/clock.ts";
import { useReader } from "#web/i18n/language.tsx";
import { isDay, todayAt, VIEWS, type View } from "./days.ts";
import { onDevice } from "#web/offline/device-memory.ts";

const KEPT = "kerani-calendar-view";
const PHONE = "(max-width: 47.99em)";

/** Where one is in the calendar: everything that its address says. */
export type Place = {
  view: View;
  day: string;
  /** Whose schedules stand side by side. */
  people: readonly string[];
  /** The opened event, or "new". */
  id: string | undefined;
  instance: string | undefined;
  /** The message that a new event is made of. */
  message?: string | undefined;
};

const firstView = (): View => {
  const kept = onDevice.read(KEPT);
  const known = VIEWS.find((one) => one === kept);
  return known ?? (window.matchMedia(PHONE).matches ? "agenda" : "workweek");
};

const addressOf = ({ view, day, people, id, instance, message }: Place): string => {
  const said = new URLSearchParams({ view, day });
  if (people.length > 0) said.set("people", people.join(","));
  if (instance) said.set("instance", instance);
  if (message && id === "new") said.set("message", message);
  return `/calendar${id ? `/${id}` : ""}?${said.toString()}`;
};

/** Where one is, and how to go elsewhere; the view that was used last is used again. */
export const usePlace = () => {
  const [, go] = useLocation();
  const { id } = useParams<{ id?: string }>();
  const [said] = useSearchParams();
  const { timeZone } = useReader();
  const text = said.toString();
  const place = useMemo((): Place => {
    const parameters = new URLSearchParams(text);
    const day = parameters.get("day");
    return {
      view: VIEWS.find((one) => one === parameters.get("view")) ?? firstView(),
      day: isDay(day) ? day : todayAt(serverNow(), timeZone),
      people: (parameters.get("people") ?? "").split(",").filter(Boolean),
      id,
      instance: parameters.get("instance") ?? undefined,
      message: (id === "new" && parameters.get("message")) || undefined,
    };
  }, [text, id, timeZone]);
  const turn = useCallback(
    (change: Partial<Place>) => {
      if (change.view) onDevice.write(KEPT, change.view);
      go(addressOf({ ...place, ...change }), { replace: change.id === undefined && change.view === undefined });
    },
    [go, place],
  );
  return { place, turn };
};

/** True on a phone's width. */
export const isPhone = (): boolean => window.matchMedia(PHONE).matches;

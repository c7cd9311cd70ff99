import { note, type Finding } from "../finding.ts";
import type { Component } from "../lines/component.ts";
import { paramOf } from "../lines/content-line.ts";
import { lineOf, textOf } from "../lines/edit.ts";
import { zoneFinder, type ZoneFinder } from "../zones/zone-finder.ts";
import { readRecurrence, type Recurrence } from "./recurrence.ts";
import { placedIn, timingOf, type Placed, type Timing } from "./timing.ts";

/** A changed instance (RFC 5545 §3.8.4.4): `instance` says which one, `onward` whether all later ones change with it. */
export type Override = { readonly component: Component; readonly timing: Timing; readonly instance: Placed; readonly onward: boolean };

/**
 * Everything with one UID in one object: a master with its recurrence, its overrides, or overrides alone when somebody
 * was invited to single instances only. Made once, expanded as often as wanted.
 */
export type Series = {
  readonly uid: string;
  readonly kind: string;
  readonly master?: { readonly component: Component; readonly timing: Timing };
  readonly recurrence?: Recurrence;
  readonly overrides: readonly Override[];
};

/** Series read from components, and what was wrong in them. */
export type SeriesReading = { readonly series: readonly Series[]; readonly findings: readonly Finding[] };

/** The kinds of component that have a place in time of their own. */
export const SCHEDULED = ["VEVENT", "VTODO", "VJOURNAL"] as const;

type Draft = { uid: string; kind: string; master?: Series["master"]; recurrence?: Recurrence; overrides: Override[] };

const takeOverride = (draft: Draft, component: Component, timing: Timing, find: ZoneFinder, findings: Finding[]): boolean => {
  const line = lineOf(component, "RECURRENCE-ID");
  const instance = line && placedIn(line, find, findings);
  if (!instance) return false;
  draft.overrides.push({ component, timing, instance, onward: paramOf(line, "RANGE")?.toUpperCase() === "THISANDFUTURE" });
  return true;
};

const takeComponent = (draft: Draft, component: Component, find: ZoneFinder, findings: Finding[]): void => {
  const timing = timingOf(component, find, findings);
  if (!timing || takeOverride(draft, component, timing, find, findings)) return;
  if (draft.master) return note(findings, "SEVERAL_MASTERS", component.begin.line);
  draft.master = { component, timing };
  const recurrence = readRecurrence(component, timing, find, findings);
  if (recurrence) draft.recurrence = recurrence;
};

const readAll = (components: readonly Component[], kinds: readonly string[], find: ZoneFinder, findings: Finding[]): Draft[] => {
  const drafts = new Map<string, Draft>();
  for (const component of components) {
    if (!kinds.includes(component.name)) continue;
    const uid = textOf(component, "UID")?.trim() ?? "";
    const key = `${component.name} ${uid}`;
    // Without a UID every component stands for itself.
    const draft = (uid && drafts.get(key)) || { uid, kind: component.name, overrides: [] };
    drafts.set(uid ? key : `${key} ${drafts.size}`, draft);
    takeComponent(draft, component, find, findings);
  }
  return [...drafts.values()].filter((draft) => draft.master || draft.overrides.length > 0);
};

/**
 * Reads the series in a VCALENDAR, in several, or among loose components (such as the AVAILABLE of a VAVAILABILITY, with
 * `kinds` naming them). What has no time is left out.
 */
export const readSeries = (objects: Component | readonly Component[], kinds: readonly string[] = SCHEDULED): SeriesReading => {
  const list = "parts" in objects ? [objects] : objects;
  const findings: Finding[] = [];
  const series = list
    .filter((object) => object.name === "VCALENDAR")
    .flatMap((calendar) => readAll(calendar.components, kinds, zoneFinder(calendar, findings), findings));
  const loose = list.filter((object) => object.name !== "VCALENDAR");
  if (loose.length > 0) series.push(...readAll(loose, kinds, zoneFinder(loose, findings), findings));
  return { series, findings };
};

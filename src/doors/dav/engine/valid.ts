import type { Component } from "#kernel/icalendar/lines/component.ts";

/** A text that may be stored, and what the index needs of it. */
export type Valid = { readonly text: string; readonly uid: string; readonly component: string; readonly parsed: Component };

import type { ContentLine } from "./content-line.ts";

/**
 * BEGIN to END (RFC 5545 §3.6, RFC 6350 §6.1.1). `parts` is everything inside in its order; `lines` and `components`
 * are the same, sorted by kind. Never changed in place.
 */
export type Component = {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly lines: readonly ContentLine[];
  readonly components: readonly Component[];
  readonly begin: ContentLine;
  readonly end: ContentLine;
};

/** What a component consists of. */
export type Part = ContentLine | Component;

/** Tells a component from a line. */
export const isComponent = (part: Part): part is Component => "parts" in part;

/** Puts a component together from its parts and its two bounds. */
export const assemble = (begin: ContentLine, parts: readonly Part[], end: ContentLine): Component => {
  const lines: ContentLine[] = [];
  const components: Component[] = [];
  for (const part of parts) {
    if (isComponent(part)) components.push(part);
    else lines.push(part);
  }
  return { name: begin.value.trim().toUpperCase(), parts, lines, components, begin, end };
};

const append = (pieces: string[], raw: string): void => {
  const before = pieces.at(-1);
  // A source whose last line had no line end gets one before anything is written after it.
  if (before !== undefined && !/[\r\n]$/.test(before)) pieces.push("\r\n");
  pieces.push(raw);
};

const collect = (component: Component, pieces: string[]): void => {
  append(pieces, component.begin.raw);
  for (const part of component.parts) {
    if (isComponent(part)) collect(part, pieces);
    else append(pieces, part.raw);
  }
  append(pieces, component.end.raw);
};

/** The text of components; lines that nobody changed come out exactly as they came in. */
export const serialise = (components: readonly Component[], leading = ""): string => {
  const pieces: string[] = [];
  for (const component of components) collect(component, pieces);
  return leading + pieces.join("");
};

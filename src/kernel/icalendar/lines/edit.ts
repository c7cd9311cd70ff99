import { unescapeText } from "./escapes.ts";
import { assemble, isComponent, type Component, type Part } from "./component.ts";
import type { ContentLine } from "./content-line.ts";

/** The first line of that name; undefined when there is none. */
export const lineOf = (component: Component, name: string): ContentLine | undefined => {
  for (const line of component.lines) if (line.name === name) return line;
  return undefined;
};

/** Every line of that name, in order. */
export const linesOf = (component: Component, name: string): ContentLine[] => component.lines.filter((line) => line.name === name);

/** The value of a property as it stands, trimmed; undefined when it is not there. */
export const valueOf = (component: Component, name: string): string | undefined => lineOf(component, name)?.value.trim();

/** The unescaped text of a property; undefined when it is not there. */
export const textOf = (component: Component, name: string): string | undefined => {
  const line = lineOf(component, name);
  return line && unescapeText(line.value);
};

const withParts = (component: Component, parts: readonly Part[]): Component => assemble(component.begin, parts, component.end);

/** Puts a line after the last property and before the first inner component; nothing else is touched. */
export const addLine = (component: Component, ...added: ContentLine[]): Component => {
  const inner = component.parts.findIndex(isComponent);
  const at = inner < 0 ? component.parts.length : inner;
  return withParts(component, [...component.parts.slice(0, at), ...added, ...component.parts.slice(at)]);
};

/** Takes out every property with one of these names. */
export const removeLines = (component: Component, ...names: string[]): Component => {
  const parts = component.parts.filter((part) => isComponent(part) || !names.includes(part.name));
  return parts.length === component.parts.length ? component : withParts(component, parts);
};

/** Puts a line in the place of the first of its name and takes out the others; adds it where there was none. */
export const setLine = (component: Component, line: ContentLine): Component => {
  const at = component.parts.findIndex((part) => !isComponent(part) && part.name === line.name);
  if (at < 0) return addLine(component, line);
  const parts = component.parts.filter((part, i) => i <= at || isComponent(part) || part.name !== line.name);
  return withParts(component, parts.with(at, line));
};

/** Puts other parts in the place of one part, which is known by identity; none takes it out. */
export const replacePart = (component: Component, old: Part, ...parts: Part[]): Component =>
  withParts(
    component,
    component.parts.flatMap((part) => (part === old ? parts : [part])),
  );

/** Puts components after everything else. */
export const addComponents = (component: Component, ...added: Component[]): Component =>
  withParts(component, [...component.parts, ...added]);

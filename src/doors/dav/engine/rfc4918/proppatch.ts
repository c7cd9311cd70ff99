import type { Exchange, Reply } from "../exchange.ts";
import type { Draft, WritableResource } from "../property.ts";
import { DavError, badRequest, forbidden, protectedProperty } from "../errors.ts";
import { readXmlBody } from "../http/body.ts";
import { errorElement, multistatus, propstat } from "../multistatus.ts";
import { NS, dav } from "../names.ts";
import { deadOf } from "../property.ts";
import { applied } from "../rfc7240.ts";
import { demand, needs, type Resource } from "../resources.ts";
import { child, elements, type XmlElement } from "../xml/element.ts";
import { hrefElement, tags, writeElement } from "../xml/writer.ts";

/** One instruction of a PROPPATCH, MKCOL or MKCALENDAR. */
export type Change = { readonly element: XmlElement; readonly remove: boolean; readonly language?: string };
/** How one property fared. */
export type Outcome = { readonly key: string; readonly error?: DavError };

const DEAD_PROPERTIES_KEPT = 200;

const languageOf = (element: XmlElement | undefined): string | undefined =>
  element?.attributes.find((each) => each.ns === NS.xml && each.name === "lang")?.value;

/** The instructions in the order in which they are to be carried out (RFC 4918 §9.2). */
export const readChanges = (parent: XmlElement): Change[] => {
  const changes: Change[] = [];
  for (const instruction of elements(parent)) {
    const remove = instruction.key === dav("remove");
    const prop = instruction.key === dav("set") || remove ? child(instruction, dav("prop")) : undefined;
    if (!prop) continue;
    const language = languageOf(prop) ?? languageOf(instruction) ?? languageOf(parent);
    for (const element of elements(prop)) changes.push({ element, remove, language });
  }
  return changes;
};

const keepDead = (x: Exchange, { element, remove, language }: Change, draft: Draft, kept: number): void => {
  if (remove) return void draft.dead.set(element.key, null);
  const written = writeElement(element, language);
  if (written.length > x.limits.propertyBytes) throw new DavError(507, `A property may have ${x.limits.propertyBytes} octets.`);
  draft.dead.set(element.key, written);
  if (kept + draft.dead.size > DEAD_PROPERTIES_KEPT) throw new DavError(507, "There are too many properties here already.");
};

const applyChange = async (x: Exchange, target: WritableResource, change: Change, draft: Draft): Promise<void> => {
  const live = x.engine.properties.get(change.element.key);
  if (!live) return keepDead(x, change, draft, target.kind === "new" ? 0 : deadOf(target).size);
  const kind = target.kind === "new" ? "collection" : target.kind;
  if (!live.write || !live.on.includes(kind)) throw protectedProperty();
  await live.write(change.remove ? null : change.element, draft, x, target);
};

/** Works all changes into one draft, and says of each property whether it can be done. */
export const draftChanges = async (
  x: Exchange,
  target: WritableResource,
  changes: readonly Change[],
): Promise<{ draft: Draft; outcomes: Outcome[] }> => {
  const draft: Draft = { dead: new Map() };
  const outcomes: Outcome[] = [];
  for (const change of changes) {
    try {
      await applyChange(x, target, change, draft);
      outcomes.push({ key: change.element.key });
    } catch (error) {
      if (!(error instanceof DavError)) throw error;
      outcomes.push({ key: change.element.key, error });
    }
  }
  return { draft, outcomes };
};

/** Whether every property can be done; otherwise none is (RFC 4918 §9.2). */
export const allDone = (outcomes: readonly Outcome[]): boolean => outcomes.every((each) => !each.error);

/** The propstats of a change: all 200, or each failure with its own status and 424 for the rest. */
export const outcomePropstats = (x: Exchange, outcomes: readonly Outcome[]): string => {
  const failed = outcomes.filter((each) => each.error);
  const rest = outcomes.filter((each) => !each.error).map((each) => tags(each.key).empty);
  const refusals = failed.map(({ key, error }) =>
    propstat(error!.status, tags(key).empty, error!.condition ? errorElement(x, error!.condition) : ""),
  );
  const others = rest.length > 0 || failed.length === 0 ? propstat(failed.length > 0 ? 424 : 200, [...new Set(rest)].join("")) : "";
  return refusals.join("") + others;
};

const store = async (x: Exchange, resource: Resource, draft: Draft): Promise<void> => {
  switch (resource.kind) {
    case "collection":
      return x.backend.patchCollection(x.viewer, resource.ref, draft);
    case "home":
      return x.backend.patchHome(x.viewer, resource.ref.home, resource.ref.owner, draft.dead);
    case "object":
      return x.backend.patchObject(x.viewer, resource.ref, draft.dead);
    case "proxy":
      if (!draft.members || draft.dead.size > 0) throw forbidden("Only the members of a proxy group can be changed.");
      return x.backend.setProxies(x.viewer, resource.principal.id, resource.ref.mode, draft.members);
    default:
      throw forbidden("Properties are not kept here.");
  }
};

/** PROPPATCH (RFC 4918 §9.2): all changes or none. */
export const proppatch = async (x: Exchange): Promise<Reply> => {
  const body = await readXmlBody(x);
  if (body?.key !== dav("propertyupdate")) throw badRequest("The body of a PROPPATCH is a DAV:propertyupdate.");
  const resource = await demand(x);
  needs(x, resource, "write-properties");
  const changes = readChanges(body);
  if (changes.length === 0) throw badRequest("There is nothing to set or to remove.");
  const { draft, outcomes } = await draftChanges(x, resource, changes);
  if (allDone(outcomes)) {
    await store(x, resource, draft);
    if (x.prefer.minimal) return { status: 200, headers: applied("return=minimal") };
  }
  return multistatus([`<D:response>${hrefElement(x.site.href(resource.ref))}${outcomePropstats(x, outcomes)}</D:response>`]);
};

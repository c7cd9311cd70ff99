import type { Reply, Exchange } from "../exchange.ts";
import type { XmlElement } from "../xml/element.ts";
import { badRequest, forbidden, needPrivilege } from "../errors.ts";
import { depth } from "../exchange.ts";
import { readXmlBody } from "../http/body.ts";
import { multistatus, propertyResponse, propertyResponses, selection, selectionOf, type Selection } from "../multistatus.ts";
import { dav } from "../names.ts";
import { grants } from "../privileges.ts";
import { deadOf, propertiesOn } from "../property.ts";
import { applied } from "../rfc7240.ts";
import { demand, membersOf, privilegesOf, type Resource } from "../resources.ts";
import { child, elements } from "../xml/element.ts";
import { hrefElement, tags } from "../xml/writer.ts";
import { propstat } from "../multistatus.ts";

/** What a PROPFIND asks for (RFC 4918 §9.1): named properties, all that are common, or only names. */
type Question =
  | { readonly kind: "prop"; readonly selection: Selection }
  | { readonly kind: "allprop"; readonly include: Selection }
  | { readonly kind: "propname" };

const ALLPROP: Question = { kind: "allprop", include: [] };

const readQuestion = (x: Exchange, body: XmlElement | undefined): Question => {
  if (!body) return ALLPROP;
  if (body.key !== dav("propfind")) throw badRequest("The body of a PROPFIND is a DAV:propfind.");
  const kinds = elements(body).filter((each) => [dav("prop"), dav("allprop"), dav("propname")].includes(each.key));
  const [first] = kinds;
  if (!first || kinds.length > 1) throw badRequest("A DAV:propfind holds exactly one of prop, allprop and propname.");
  if (first.key === dav("prop")) return { kind: "prop", selection: selection(x, first) };
  if (first.key === dav("propname")) return { kind: "propname" };
  return { kind: "allprop", include: selection(x, child(body, dav("include"))) };
};

const commonSelection = (x: Exchange, resource: Resource, include: Selection): Selection => {
  const common = propertiesOn(x.engine.properties, resource).filter((each) => each.common);
  return [...selectionOf(x, [...common.map((each) => each.key), ...deadOf(resource).keys()]), ...include];
};

const namesOf = async (x: Exchange, resource: Resource): Promise<string> => {
  const keys: string[] = [];
  for (const property of propertiesOn(x.engine.properties, resource))
    if ((await property.read(resource, x, undefined)) !== undefined) keys.push(property.key);
  const names = [...keys, ...deadOf(resource).keys()].map((key) => tags(key).empty).join("");
  return `<D:response>${hrefElement(x.site.href(resource.ref))}${propstat(200, names)}</D:response>`;
};

/** "All" and "names" have no 404 to report: a property that is not there was not asked for. */
const answer = async (x: Exchange, resources: readonly Resource[], question: Question): Promise<string[]> => {
  if (question.kind === "prop") return propertyResponses(x, resources, question.selection);
  const out: string[] = [];
  const quiet: Exchange = { ...x, prefer: { ...x.prefer, minimal: true } };
  for (const resource of resources) {
    if (question.kind === "propname") out.push(await namesOf(x, resource));
    else out.push(await propertyResponse(quiet, resource, commonSelection(x, resource, question.include)));
  }
  return out;
};

/** Whoever may only see busy time still learns what the calendar is called, but not what is in it. */
const mayLook = (x: Exchange, resource: Resource): void => {
  const held = privilegesOf(x, resource);
  const enough =
    resource.kind === "object" ? grants(held, "read") : grants(held, "read-free-busy") || held.has("read-current-user-privilege-set");
  if (!enough && resource.kind !== "principal") throw needPrivilege("read", resource.ref);
};

/** PROPFIND (RFC 4918 §9.1). Depth infinity is refused for collections: it would walk everything that everybody has. */
export const propfind = async (x: Exchange): Promise<Reply> => {
  const question = readQuestion(x, await readXmlBody(x));
  const resource = await demand(x);
  mayLook(x, resource);
  const reach = resource.kind === "object" ? "0" : depth(x, "infinity");
  if (reach === "infinity") throw forbidden("Ask with Depth 0 or 1.", { key: dav("propfind-finite-depth") });
  const members = reach === "1" ? await membersOf(x, resource) : [];
  const noRoot = reach === "1" && x.prefer.noRoot;
  const responses = await answer(x, noRoot ? members : [resource, ...members], question);
  return multistatus(responses, "", applied(x.prefer.minimal && "return=minimal", noRoot && "depth-noroot"));
};

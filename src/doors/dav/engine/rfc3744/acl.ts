import type { Grant } from "../backend.ts";
import type { Exchange, Reply } from "../exchange.ts";
import type { XmlElement } from "../xml/element.ts";
import { DavError, badRequest, forbidden } from "../errors.ts";
import { header } from "../exchange.ts";
import { readXmlBody } from "../http/body.ts";
import { dav } from "../names.ts";
import { leavesOf, privilegeNode, type Privilege } from "../privileges.ts";
import { demand, needs } from "../resources.ts";
import { child, children, elements, hrefs } from "../xml/element.ts";

const refuse = (name: string, message: string): DavError => forbidden(message, { key: dav(name) });

const readWho = async (x: Exchange, ace: XmlElement): Promise<Grant["to"]> => {
  if (child(ace, dav("invert"))) throw refuse("no-invert", "Name whom it is for, not whom it is not for.");
  const principal = child(ace, dav("principal"));
  const what = principal && elements(principal)[0];
  if (!principal || !what) throw badRequest("A DAV:ace names its principal.");
  if (what.key === dav("authenticated")) return "authenticated";
  if (what.key === dav("property") && child(what, dav("owner"))) return "owner";
  if (what.key !== dav("href"))
    throw refuse("allowed-principal", "Grants go to one principal, to the owner or to everybody who has signed in.");
  const ref = x.site.parseHref(hrefs(principal)[0] ?? "", header(x, "host"));
  const known = ref?.kind === "principal" && (await x.backend.principal(x.viewer, ref.principal));
  if (!known) throw refuse("recognized-principal", "There is no such principal.");
  return { principal: known.id };
};

const readPrivileges = (ace: XmlElement): Privilege[] => {
  const grant = child(ace, dav("grant"));
  if (child(ace, dav("deny")) || !grant) throw refuse("grant-only", "Only grants can be set; leave out what is not allowed.");
  const keys = children(grant, dav("privilege")).flatMap(elements);
  return keys.flatMap((each) => {
    const node = privilegeNode(each.key);
    if (!node) throw refuse("not-supported-privilege", `There is no privilege ${each.name}.`);
    return leavesOf(node);
  });
};

const readGrants = async (x: Exchange, body: XmlElement): Promise<Grant[]> => {
  const grants: Grant[] = [];
  for (const ace of children(body, dav("ace"))) {
    if (child(ace, dav("protected")) || child(ace, dav("inherited"))) continue;
    grants.push({ to: await readWho(x, ace), privileges: readPrivileges(ace) });
  }
  return grants;
};

/** ACL (RFC 3744 §8.1): replaces who may use a collection. Protected entries that the client sends back are left as they are. */
export const acl = async (x: Exchange): Promise<Reply> => {
  const body = await readXmlBody(x);
  if (body?.key !== dav("acl")) throw badRequest("The body of an ACL is a DAV:acl.");
  const resource = await demand(x);
  if (resource.kind !== "collection" || !x.backend.setGrants)
    throw new DavError(405, "Access is decided for whole calendars and address books.");
  needs(x, resource, "write-acl");
  await x.backend.setGrants(x.viewer, resource.ref, await readGrants(x, body));
  return { status: 200 };
};

import type { Owner } from "#kernel/attention/attention.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { colleague, findByAddress, findByName, normalisePhone, ownerName, personFacts } from "#duties/people/index.ts";
import { nobodyByThatName, notAColleague, phoneInvalid, whoIsMeant } from "./errors.ts";

const REF = /^(person|post|group):([0-9a-f-]{36})$/i;

/** An owner with the name that the message keeps, whatever becomes of the person later. */
export type Recipient = { owner: Owner; name: string };

const recipient = async (work: Work, owner: Owner): Promise<Recipient> => {
  if (owner.kind === "person") {
    const found = await colleague(work, owner.id);
    if (!found?.active) throw nobodyByThatName(owner.id);
    if (!found.staff) throw notAColleague(found.name);
    return { owner, name: found.name };
  }
  return { owner, name: (await ownerName(work, owner))[work.actor.language] };
};

/** Whom a text means: `person:<id>` and its like, "desk", or a name that fits exactly one colleague, post or group. */
export const whom = async (work: Work, text: string): Promise<Recipient> => {
  const ref = REF.exec(text);
  if (ref) return recipient(work, { kind: ref[1]?.toLowerCase() as "person", id: ref[2] as string });
  if (/^(desk|meja)$/i.test(text)) return recipient(work, { kind: "desk" });
  const found = (await findByName(work, text, 8)).filter(({ kind }) => kind !== "contact");
  const exact = found.filter(({ name, plainName }) =>
    [name, plainName].some((one) => one?.localeCompare(text, "id", { sensitivity: "base" }) === 0),
  );
  const fitting = exact.length > 0 ? exact : found.filter(({ close }) => close);
  const only = fitting.length === 1 ? fitting[0] : undefined;
  if (only) return recipient(work, { kind: only.kind === "staff" ? "person" : (only.kind as "post"), id: only.id });
  if (fitting.length > 1)
    throw whoIsMeant(
      text,
      fitting.map(({ kind, id, name }) => ({ ref: `${kind === "staff" ? "person" : kind}:${id}`, name })),
    );
  throw nobodyByThatName(text);
};

/** Who a message is from: a known contact where a number, an address or an id says so, else a stranger with what they left. */
export type Sender = { personId: string | null; name: string; phone: string | null; email: string | null };

/** Reads the sender; a telephone number is kept in E.164. */
export const sender = async (
  work: Work,
  given: { from: string; fromPhone?: string | undefined; fromEmail?: string | undefined },
): Promise<Sender> => {
  const phone = (given.fromPhone && normalisePhone(given.fromPhone)) || null;
  if (given.fromPhone && !phone) throw phoneInvalid(given.fromPhone);
  const email = given.fromEmail ?? null;
  const ref = REF.exec(given.from);
  const personId =
    ref?.[1]?.toLowerCase() === "person"
      ? (ref[2] as string)
      : ((await findByAddress(work, { ...(phone ? { phone } : {}), ...(email ? { email } : {}) })) ?? null);
  if (!ref) return { personId, name: given.from, phone, email };
  const facts = personId ? (await personFacts(work, [personId])).get(personId) : undefined;
  if (!facts) throw nobodyByThatName(given.from);
  const known = (kinds: readonly string[]) => facts.contacts.find((contact) => kinds.includes(contact.kind))?.value ?? null;
  return { personId, name: facts.name, phone: phone ?? known(["mobile", "phone"]), email: email ?? known(["email"]) };
};

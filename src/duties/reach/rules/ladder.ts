import type { Text } from "#kernel/i18n/text.ts";
import { spokenFrom } from "#kernel/time/spoken.ts";
import { PLAN_WORDS as WORDS } from "../words.ts";
import type { Facts, LeftOut, Person, StandsIn } from "./facts.ts";
import type { RungName } from "./policy.ts";

/** Somebody on a rung, with the reason why they stand there. */
export type Candidate = { person: Person; mandateId: string | null; reasons: readonly Text[] };
/** One rung with its people, and how long it has before the next is asked. */
export type Rung = { name: RungName; waitMinutes: number; candidates: readonly Candidate[] };

const both = (make: (lang: "id" | "en") => string): Text => ({ id: make("id"), en: make("en") });

/** Somebody proposed for a rung; `cleared` may know of the matter by what they are to its owner. */
type Proposal = { personId: string; cleared: boolean; reason(name: string): Text };

const standInReason = (facts: Facts, standIn: StandsIn, principal: string) => (name: string) => {
  const until = spokenFrom(standIn.until, facts.now, standIn.timeZone);
  return both((lang) => WORDS.standsIn[lang](name, principal, until));
};

/**
 * The rungs of the ladder in their order, each person on the first rung that names them. Whoever stands in for a person by a
 * mandate takes their place, never passing it on; whoever may not know of a confidential matter is left out.
 */
export const ladderOf = (facts: Facts): { rungs: Rung[]; leftOut: LeftOut[] } => {
  const { relations, people, matter, climb } = facts;
  const leftOut: LeftOut[] = [];
  const placed = new Set<string>();
  const called = (id: string): string => people.get(id)?.called ?? "?";

  const place = (rung: RungName, personId: string, mandateId: string | null, cleared: boolean, reasons: readonly Text[]): Candidate[] => {
    const person = people.get(personId);
    if (!person || placed.has(personId)) return [];
    const open = cleared || matter.confidentialFrom === null || person.grade >= matter.confidentialFrom;
    const why = !person.active ? WORDS.inactive : !open ? WORDS.mayNotKnow : climb.left.includes(personId) ? WORDS.gaveBack : undefined;
    if (why) {
      leftOut.push({ rung, personId, reason: both((lang) => why[lang](person.called)) });
      return [];
    }
    placed.add(personId);
    return [{ person, mandateId, reasons }];
  };

  const withStandIns = (rung: RungName, { personId, cleared, reason }: Proposal): Candidate[] => {
    const principal = people.get(personId);
    const standIns = relations.standIns.filter((one) => one.principalId === personId && people.get(one.delegateId)?.active);
    // A stand-in borrows the principal's authority, so what the principal may know the stand-in may know.
    const may = cleared || matter.confidentialFrom === null || (principal?.grade ?? 0) >= matter.confidentialFrom;
    const found = standIns.flatMap((one) =>
      place(rung, one.delegateId, one.mandateId, may, [standInReason(facts, one, called(personId))(called(one.delegateId))]),
    );
    const unsure = standIns.find((one) => !one.accepted);
    if (standIns.length > 0 && !unsure) return found;
    const also = unsure ? both((lang) => WORDS.notYetAccepted[lang](called(personId), called(unsure.delegateId))) : undefined;
    return [...found, ...place(rung, personId, null, cleared, also ? [reason(called(personId)), also] : [reason(called(personId))])];
  };

  const fill = (rung: RungName, proposals: readonly Proposal[], ifNone: Text): Candidate[] => {
    if (proposals.length === 0) leftOut.push({ rung, personId: null, reason: ifNone });
    return proposals.flatMap((proposal) => withStandIns(rung, proposal));
  };

  const { behind } = relations;
  const ofDesk = matter.owner.kind === "desk";
  // Whoever raised it knows of it; unless there is nobody else, they need not be told.
  const othersOf = (ids: readonly string[]): readonly string[] => {
    const others = ids.filter((id) => id !== matter.raisedBy);
    return others.length > 0 ? others : ids;
  };
  const ownerReason = (name: string): Text => {
    const word = ofDesk ? WORDS.atDesk : behind.length > 1 || matter.owner.kind !== "person" ? WORDS.isBehind : WORDS.isOwner;
    return both((lang) => word[lang](name));
  };

  const candidates: Record<RungName, () => Candidate[]> = {
    taker: () =>
      climb.taker ? place("taker", climb.taker, null, true, [both((lang) => WORDS.tookIt[lang](called(climb.taker ?? "")))]) : [],
    owner: () =>
      fill(
        "owner",
        (ofDesk ? othersOf(behind) : behind).map((personId) => ({ personId, cleared: !ofDesk, reason: ownerReason })),
        WORDS.nobodyBehind,
      ),
    assistant: () => {
      const pairs = ofDesk ? [] : behind.flatMap((boss) => (relations.assistants.get(boss) ?? []).map((one) => ({ ...one, boss })));
      const proposals = pairs
        .filter(({ id }) => id !== matter.raisedBy)
        .map(({ id, confidant, boss }) => ({
          personId: id,
          cleared: confidant,
          reason: (name: string) => both((lang) => WORDS.assists[lang](name, called(boss))),
        }));
      return fill("assistant", proposals, WORDS.noAssistant);
    },
    supervisor: () => {
      const pairs = behind.flatMap((under) => {
        const above = relations.supervisors.get(under);
        return above && above !== matter.raisedBy ? [{ above, under }] : [];
      });
      const proposals = pairs.map(({ above, under }) => ({
        personId: above,
        cleared: false,
        reason: (name: string) => both((lang) => WORDS.supervises[lang](name, called(under))),
      }));
      return fill("supervisor", proposals, WORDS.noSupervisor);
    },
    principal: () => behind.flatMap((id) => place("principal", id, null, !ofDesk, [both((lang) => WORDS.inPerson[lang](called(id)))])),
    desk: () =>
      fill(
        "desk",
        relations.desk
          .filter((id) => id !== matter.raisedBy)
          .map((personId) => ({ personId, cleared: false, reason: (name: string) => both((lang) => WORDS.atDesk[lang](name)) })),
        WORDS.emptyDesk,
      ),
  };

  const { ladder } = facts.policy;
  const names: { rung: RungName; waitMinutes: number }[] = climb.taker
    ? [{ rung: "taker", waitMinutes: ladder[0]?.waitMinutes ?? 0 }, ...ladder]
    : ladder;
  const rungs = names.map(({ rung, waitMinutes }) => ({ name: rung, waitMinutes, candidates: candidates[rung]() }));
  return { rungs, leftOut };
};

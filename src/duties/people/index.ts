import { defineDuty } from "#kernel/catalogue/duty.ts";
import { peopleContract } from "./contract.ts";
import * as refused from "./errors.ts";
import { peopleHandlers } from "./use-cases.ts";

export { findByAddress, findByName, normalisePhone, type Named } from "./find.ts";
export { personFacts, type ContactFact, type PersonFacts } from "./facts.ts";
export { everyColleague, readColleague as colleague } from "./store/staff.ts";
export { enrolStaff, type Enrolment } from "./enrol.ts";
export { assistantsOf, behind, bossesOf, confidantsOf, nameOf, ownerName, ownersOf, supervisorOf, type OwnerRef } from "./owners.ts";
export type { ContactChannel, ContactRules, PointKind, QuietHours, RuleUrgency, WorkingHours } from "./contract/fields.ts";
export { peopleContract } from "./contract.ts";

/** Who is who: staff, outside contacts, organisations, posts, groups, assistants, and how to reach them. */
export const people = defineDuty({
  name: "people",
  title: { id: "Orang", en: "People" },
  optional: false,
  contract: peopleContract,
  handlers: peopleHandlers,
  covered: [
    "organisation",
    "person",
    "contact_point",
    "post",
    "post_holding",
    "people_group",
    "group_member",
    "assistant",
    "person_import",
  ],
  constraints: {
    contact_point_known: refused.pointKnown,
    contact_point_one_preferred: refused.pointKnown,
    post_not_above_itself: () => refused.reportingCycle("↻"),
    post_title_taken: refused.postTitleTaken,
    post_holding_in_order: refused.daysReversed,
    post_holding_overlaps: refused.alreadyHolds,
    people_group_name_taken: refused.groupNameTaken,
    assistant_known: refused.alreadyAssistant,
    assistant_not_oneself: refused.notOwnAssistant,
  },
});

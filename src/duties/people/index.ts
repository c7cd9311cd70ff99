export { findByAddress, findByName, normalisePhone, type Named } from "./find.ts";
export { personFacts, type ContactFact, type PersonFacts } from "./facts.ts";
export { enrolStaff, type Enrolment } from "./enrol.ts";
export { assistantsOf, behind, bossesOf, confidantsOf, nameOf, ownerName, ownersOf, supervisorOf, type OwnerRef } from "./owners.ts";
export type { ContactChannel, ContactRules, PointKind, QuietHours, RuleUrgency, WorkingHours } from "./contract/fields.ts";
export { peopleContract } from "./contract.ts";

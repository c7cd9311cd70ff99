import { randomBytes } from "node:crypto";
import { changeActor } from "#kernel/actor/store.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { heldForReach } from "../asker.ts";
import type { contactPointContract } from "../contract/contact-point.ts";
import type { ContactRules } from "../contract/fields.ts";
import type { personContract } from "../contract/person.ts";
import { hoursInvalid, pointMissing, pointsFull } from "../errors.ts";
import { tidyHours, wrongWithHours } from "../rules/hours.ts";
import { seesPoint, type Asker } from "../rules/may.ts";
import { MOST_POINTS, readPoint as normalise } from "../rules/points.ts";
import { checkRule, withoutPoint } from "../rules/reach-rules.ts";
import { USUAL_QUIET_HOURS, USUAL_RULES, USUAL_WORKING_HOURS } from "../rules/usual.ts";
import { pointShape } from "../shapes.ts";
import { updatePerson, type PersonRow } from "../store/people.ts";
import { deletePoint, insertPoints, readPoint, readPoints, unprefer, updatePoint, type PointRow } from "../store/points.ts";

type Points = Handlers<typeof contactPointContract>;
type People = Handlers<typeof personContract>;

const changed = (work: Work, personId: string): Promise<void> => work.announce("person.reachability-changed", { personId });

const add: Points["contact-point.add"] = async (work, { personId, kind, value, extension, ...rest }) => {
  const { row } = await heldForReach(work, personId);
  if ((await readPoints(work, [personId])).length >= MOST_POINTS) throw pointsFull();
  const point = normalise(kind, value, extension);
  if (rest.preferred) await unprefer(work, personId, kind);
  // Standard Webhooks: 24 to 64 bytes in base64 behind `whsec_`.
  const secret = kind === "webhook" ? `whsec_${randomBytes(32).toString("base64")}` : null;
  const seenBy = kind === "ntfy" || kind === "webhook" ? "desk" : rest.seenBy;
  const locked = secret === null ? null : work.services.vault.lock(secret);
  const [id] = await insertPoints(work, [{ personId: row.id, kind, ...point, ...rest, seenBy, secret: locked }]);
  await changed(work, personId);
  return { point: pointShape((await readPoint(work, id as string)) as PointRow), secret };
};

/** A contact point that the asker may change and see, with its owner held. */
const heldPoint = async (work: Work, id: string): Promise<{ point: PointRow; row: PersonRow; asker: Asker }> => {
  const owner = await readPoint(work, id);
  if (!owner) throw pointMissing();
  const { row, asker } = await heldForReach(work, owner.personId);
  const point = await readPoint(work, id);
  if (!point || !seesPoint(asker, row, point)) throw pointMissing();
  return { point, row, asker };
};

const change: Points["contact-point.change"] = async (work, { id, ...given }) => {
  const { point } = await heldPoint(work, id);
  if (given.preferred) await unprefer(work, point.personId, point.kind);
  const secretive = point.kind === "ntfy" || point.kind === "webhook";
  await updatePoint(work, id, { ...given, ...(secretive ? { seenBy: "desk" as const } : {}) });
  await changed(work, point.personId);
  return pointShape((await readPoint(work, id)) as PointRow);
};

const remove: Points["contact-point.remove"] = async (work, { id }) => {
  const { point, row } = await heldPoint(work, id);
  if (row.contactRules) await updatePerson(work, row.id, { contactRules: withoutPoint(row.contactRules, id) });
  await deletePoint(work, id);
  await changed(work, point.personId);
  return { id, personId: point.personId };
};

const setHours: People["person.hours-set"] = async (work, { id, workingHours, quietHours, timeZone }) => {
  const { row } = await heldForReach(work, id);
  const wrong = workingHours && wrongWithHours(workingHours);
  if (wrong) throw hoursInvalid(wrong.id, wrong.en);
  if (quietHours && quietHours.from === quietHours.to)
    throw hoursInvalid(
      "jam tenang tidak boleh mulai dan berakhir pada jam yang sama",
      "quiet hours must not begin and end at the same time",
    );
  const hours = workingHours ? tidyHours(workingHours) : workingHours;
  await updatePerson(work, id, { workingHours: hours, quietHours, timeZone });
  if (timeZone && row.kind === "staff") await changeActor(work, id, { timeZone });
  await changed(work, id);
  return {
    id,
    timeZone: timeZone ?? row.timeZone,
    workingHours: (hours === undefined ? row.workingHours : hours) ?? USUAL_WORKING_HOURS,
    quietHours: (quietHours === undefined ? row.quietHours : quietHours) ?? USUAL_QUIET_HOURS,
  };
};

const setRules: People["person.rules-set"] = async (work, { id, ...given }) => {
  const { row } = await heldForReach(work, id);
  const points = await readPoints(work, [id]);
  const rules: Partial<ContactRules> = { ...row.contactRules };
  for (const urgency of ["routine", "soon", "urgent", "emergency"] as const) {
    const rule = given[urgency];
    if (rule === null) delete rules[urgency];
    else if (rule) rules[urgency] = checkRule(urgency, rule, points);
  }
  await updatePerson(work, id, { contactRules: Object.keys(rules).length > 0 ? rules : null });
  await changed(work, id);
  return { id, rules: { ...USUAL_RULES, ...rules } };
};

/** Numbers and addresses, hours and contact rules. */
export const reachabilityHandlers = {
  "contact-point.add": add,
  "contact-point.change": change,
  "contact-point.remove": remove,
  "person.hours-set": setHours,
  "person.rules-set": setRules,
};

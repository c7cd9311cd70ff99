import { enrol } from "#kernel/actor/store.ts";
import type { Grade, Role } from "#kernel/actor/actor.ts";
import type { Lang } from "#kernel/i18n/text.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { phoneInvalid, postMissing } from "./errors.ts";
import { readPhone } from "./rules/phone.ts";
import { insertPeople, type NewPerson } from "./store/people.ts";
import { insertPoints, type NewPoint } from "./store/points.ts";
import { insertHoldings, readPost } from "./store/posts.ts";

/** A new member of staff. */
export type Enrolment = {
  name: string;
  email?: string | undefined;
  mobile?: string | undefined;
  phone?: string | undefined;
  role: Role;
  grade: Grade;
  language: Lang;
  timeZone: string;
  salutation?: string | null | undefined;
  /** The id of the post that they take up today. */
  post?: string | undefined;
};

/** The first numbers and addresses of somebody, normalised and of the kind that the number tells; throws PHONE_INVALID. */
export const firstPoints = (
  personId: string,
  given: { email?: string | undefined; mobile?: string | undefined; phone?: string | undefined },
): NewPoint[] => {
  const points: NewPoint[] = given.email ? [{ personId, kind: "email", value: given.email.toLowerCase(), preferred: true }] : [];
  for (const kind of ["mobile", "phone"] as const) {
    const text = given[kind];
    if (!text) continue;
    const phone = readPhone(text);
    if (!phone) throw phoneInvalid(text);
    if (points.some(({ value, extension }) => value === phone.value && (extension ?? null) === phone.extension)) continue;
    const type = phone.mobile ? "mobile" : "phone";
    const preferred = !points.some((point) => point.kind === type);
    points.push({ personId, kind: type, value: phone.value, extension: phone.extension, preferred });
  }
  return points;
};

/** Makes somebody staff: known to the pipeline as an actor and here as a person, by one id, which it returns. */
export const enrolStaff = async (work: Work, wish: Enrolment, more: Partial<NewPerson> = {}): Promise<string> => {
  const id = newId();
  const { name, role, grade, language, timeZone } = wish;
  const post = wish.post ? await readPost(work, wish.post) : undefined;
  if (wish.post && (!post || post.archivedAt)) throw postMissing();
  await enrol(work, { id, kind: "person", name, language, timeZone, role, grade });
  await insertPeople(work, [
    { ...more, id, kind: "staff", name, language, timeZone, salutation: wish.salutation ?? more.salutation ?? null },
  ]);
  await insertPoints(work, firstPoints(id, wish));
  if (post) {
    const fromDay = work.now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
    await insertHoldings(work, [{ postId: post.id, personId: id, fromDay, untilDay: null, acting: false }]);
  }
  await work.announce("person.added", { personId: id, kind: "staff" });
  return id;
};

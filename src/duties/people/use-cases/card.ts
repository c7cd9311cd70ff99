import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { askerOf, seenPerson } from "../asker.ts";
import type { CardOut, personContract } from "../contract/person.ts";
import { supervisorOf } from "../owners.ts";
import { atWork, isQuiet } from "../rules/hours.ts";
import { mayArchive, mayChange, mayChangeReach, mayGrade, readsNote, seesPoint, type Asker } from "../rules/may.ts";
import { USUAL_QUIET_HOURS, USUAL_RULES, USUAL_WORKING_HOURS } from "../rules/usual.ts";
import { briefOf, briefsOf, pointShape } from "../shapes.ts";
import { assistedBy, helpersOf } from "../store/assistants.ts";
import { groupsOf } from "../store/groups.ts";
import { listPeople, type PersonRow } from "../store/people.ts";
import { readPoints } from "../store/points.ts";
import { heldBy, holdersBelow, holdersOf, type HoldingRow } from "../store/posts.ts";
import { PEOPLE_WORDS } from "../words.ts";

type Handle = Handlers<typeof personContract>;

/** Where they are in their day: the wall clock, whether it is working time, whether it is quiet. */
const dayOf = (row: PersonRow, now: Temporal.Instant) => {
  const hours = row.workingHours ?? USUAL_WORKING_HOURS;
  const quiet = row.quietHours ?? USUAL_QUIET_HOURS;
  const working = atWork(hours, row.timeZone, now);
  return {
    localTime: now.toZonedDateTimeISO(row.timeZone).toPlainTime().toString({ smallestUnit: "minute" }),
    atWork: { now: working.now, until: working.until?.toString() ?? null },
    quietNow: isQuiet(quiet, row.timeZone, now),
    workingHours: hours,
    quietHours: quiet,
  };
};

/** What is written about them, as far as the asker may read it. */
const writtenAbout = (asker: Asker, row: PersonRow) => {
  const closest = row.id === asker.me || asker.desk;
  return {
    role: row.kind === "staff" && closest ? row.role : null,
    grade: row.kind === "staff" && closest ? row.grade : null,
    rules: closest ? { ...USUAL_RULES, ...row.contactRules } : null,
    note: asker.desk ? row.note : null,
    confidential:
      readsNote(asker, row) && row.confidentialNote && row.confidentialFrom
        ? { note: row.confidentialNote, from: row.confidentialFrom }
        : null,
  };
};

/** Whoever acts in a post that this person holds for good. */
const actingFor = async (work: Work, person: PersonRow, held: readonly HoldingRow[]): Promise<HoldingRow[]> => {
  const own = held.filter(({ now, acting }) => now && !acting).map(({ postId }) => postId);
  return (await holdersOf(work, own)).filter(({ now, acting, personId }) => now && acting && personId !== person.id);
};

const around = async (work: Work, row: PersonRow) => {
  const held = await heldBy(work, [row.id]);
  const acting = await actingFor(work, row, held);
  const [helpers, bosses] = [await helpersOf(work, row.id), await assistedBy(work, row.id)];
  const below = await holdersBelow(
    work,
    held.filter(({ now }) => now).map(({ postId }) => postId),
  );
  const superior = row.kind === "staff" ? await supervisorOf(work, row.id) : undefined;
  const ids = [
    superior ?? [],
    below,
    acting.map(({ personId }) => personId),
    helpers.map((one) => one.assistantId),
    bosses.map((one) => one.bossId),
  ];
  const briefs = await briefsOf(work, ids.flat());
  const brief = (id: string) => briefs.get(id) ?? [];
  return {
    posts: held.map(({ id, postId, title, place, fromDay, untilDay, acting, now }) => ({
      id,
      post: { id: postId, title, place },
      from: fromDay,
      until: untilDay,
      acting,
      now,
    })),
    supervisor: superior ? (briefs.get(superior) ?? null) : null,
    reports: below.filter((id) => id !== row.id).flatMap(brief),
    standIns: acting.flatMap(({ personId, untilDay, title }) =>
      [brief(personId)].flat().map((person) => ({
        person,
        until: untilDay,
        reason: { id: PEOPLE_WORDS.acting.id(title), en: PEOPLE_WORDS.acting.en(title) },
      })),
    ),
    assistants: helpers.flatMap(({ assistantId, seesConfidential }) =>
      [brief(assistantId)].flat().map((one) => ({ ...one, seesConfidential })),
    ),
    bosses: bosses.flatMap(({ bossId, seesConfidential }) => [brief(bossId)].flat().map((one) => ({ ...one, seesConfidential }))),
  };
};

const card: Handle["person.card"] = async (work, { id }): Promise<CardOut> => {
  const { row, asker } = await seenPerson(work, id);
  const related = await around(work, row);
  const points = (await readPoints(work, [id])).filter((point) => seesPoint(asker, row, point));
  const { nickname, salutation, titleBefore, titleAfter, language, timeZone, archivedAt } = row;
  return {
    ...briefOf(row),
    nickname,
    salutation,
    titleBefore,
    titleAfter,
    language,
    timeZone,
    archivedAt,
    ...dayOf(row, work.now),
    ...writtenAbout(asker, row),
    ...related,
    groups: await groupsOf(work, id),
    contacts: points.map(pointShape),
    may: {
      change: mayChange(asker, row) && !archivedAt,
      reachability: mayChangeReach(asker, row) && !archivedAt,
      grade: row.kind === "staff" && !archivedAt && mayGrade(asker, row, row.grade ?? 0),
      proposeGrade: row.kind === "staff" && !archivedAt && related.supervisor !== null && related.supervisor.id === asker.me,
      archive: mayArchive(asker, row),
    },
  };
};

const list: Handle["person.list"] = async (work, { limit, ...wish }) => {
  const { desk } = askerOf(work);
  if (wish.archived && !desk) return { people: [], next: null };
  const rows = await listPeople(work, { ...wish, limit });
  const people = rows.slice(0, limit).map(briefOf);
  return { people, next: rows.length > limit ? (people.at(-1)?.id ?? null) : null };
};

/** The card and the list. */
export const cardHandlers = { "person.card": card, "person.list": list };

import type { Input, Output } from "#web/api/client.ts";
import type { Guest } from "#web/ui/people-field.tsx";

/** A page as it is kept. */
export type Page = Output<"page.show">;
/** A question while it is written; answers to choose from as one line with commas. */
export type QuestionDraft = { key: string; id: string; en: string; choices: string; required: boolean };
/** A page as its form holds it: figures as they were typed. */
export type PageDraft = {
  slug: string;
  kind: Page["kind"];
  title: string;
  titleEn: string;
  intro: string;
  introEn: string;
  hosts: readonly Guest[];
  rooms: readonly string[];
  fairness: Page["fairness"];
  minutes: string;
  step: string;
  noticeHours: string;
  aheadDays: string;
  bufferMinutes: string;
  perDay: string;
  approval: boolean;
  holdHours: string;
  questions: readonly QuestionDraft[];
  place: string;
  language: "id" | "en";
  timeZone: string;
  open: boolean;
};

const MOST_SLUG = 60;
const HOUR_MINUTES = 60;

/** A title as the last part of an address. */
export const slugOf = (title: string): string =>
  title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MOST_SLUG)
    .replaceAll(/^-+|-+$/g, "");

/** An empty page of somebody's own time. */
export const newPage = (me: { id: string; name: string }, timeZone: string, language: "id" | "en"): PageDraft => ({
  slug: "",
  kind: "person",
  title: "",
  titleEn: "",
  intro: "",
  introEn: "",
  hosts: [{ ref: `person:${me.id}`, name: me.name }],
  rooms: [],
  fairness: "round-robin",
  minutes: "30",
  step: "30",
  noticeHours: "4",
  aheadDays: "30",
  bufferMinutes: "0",
  perDay: "",
  approval: false,
  holdHours: "24",
  questions: [],
  place: "",
  language,
  timeZone,
  open: true,
});

/** A page that is kept, for its form. */
export const draftOf = (page: Page): PageDraft => ({
  ...page,
  title: page.title.id,
  titleEn: page.title.en,
  intro: page.intro?.id ?? "",
  introEn: page.intro?.en ?? "",
  hosts: page.hosts.map(({ id, name }) => ({ ref: `person:${id}`, name })),
  minutes: String(page.minutes),
  step: String(page.step),
  noticeHours: String(page.noticeMinutes / HOUR_MINUTES),
  aheadDays: String(page.aheadDays),
  bufferMinutes: String(page.bufferMinutes),
  perDay: page.perDay === null ? "" : String(page.perDay),
  holdHours: String(page.holdHours),
  questions: page.questions.map(({ key, label, required, choices }) => ({ key, ...label, required, choices: choices.join(", ") })),
  place: page.place ?? "",
});

/** A line in both languages; the one that is missing is said in the other. */
const both = (id: string, en: string) => {
  const [one, other] = [id.trim(), en.trim()];
  return { id: one || other, en: other || one };
};

/** What a form asks for. */
export const wishOf = (draft: PageDraft): Input<"page.add"> => {
  const intro = both(draft.intro, draft.introEn);
  const questions = draft.questions.filter(({ id, en }) => (id + en).trim() !== "");
  return {
    slug: draft.slug || slugOf(draft.title || draft.titleEn),
    kind: draft.kind,
    title: both(draft.title, draft.titleEn),
    intro: intro.id ? intro : null,
    language: draft.language,
    timeZone: draft.timeZone,
    hosts: draft.hosts.map(({ ref }) => ref.replace(/^person:/, "")),
    rooms: [...draft.rooms],
    fairness: draft.fairness,
    minutes: Number(draft.minutes),
    step: Number(draft.step) as 30,
    noticeMinutes: Math.round(Number(draft.noticeHours) * HOUR_MINUTES),
    aheadDays: Number(draft.aheadDays),
    bufferMinutes: Number(draft.bufferMinutes),
    perDay: draft.perDay.trim() === "" ? null : Number(draft.perDay),
    approval: draft.approval,
    holdHours: Number(draft.holdHours),
    questions: questions.map(({ key, id, en, choices, required }) => ({
      key,
      label: both(id, en),
      required,
      choices: choices
        .split(",")
        .map((choice) => choice.trim())
        .filter(Boolean),
    })),
    place: draft.place.trim() || null,
    open: draft.open,
  };
};

/** One more question with a key that none has. */
export const withQuestion = (questions: readonly QuestionDraft[]): QuestionDraft[] => {
  const keys = new Set(questions.map(({ key }) => key));
  let n = questions.length + 1;
  while (keys.has(`q${n}`)) n += 1;
  return [...questions, { key: `q${n}`, id: "", en: "", choices: "", required: false }];
};

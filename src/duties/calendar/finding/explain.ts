import type { Text } from "#kernel/i18n/text.ts";
import { LANGUAGES, type Lang } from "#kernel/i18n/text.ts";
import { spokenMoment } from "#kernel/time/spoken.ts";
import { checkAsk, type Ask } from "./ask.ts";
import { MINUTE_MS, type Minute } from "./busy.ts";
import { changesIn, type Change } from "./changes.ts";
import { findMoves } from "./moves.ts";
import { KINDS, type Participant } from "./rules.ts";
import { gridOf, windowOf } from "./search.ts";
import { BLOCKERS, CHANGES, SENTENCES } from "./words.ts";

/** Why there is no time: one sentence, and every single change that opens one, the mildest and earliest first. */
export type Explanation = { text: Text; changes: Change[]; lookedUntil: Minute };

/** Changes are looked for in the first 62 days of an ask, and for a crowd in fewer, so that no explanation takes a second. */
const daysFor = ({ all, some = [] }: Ask): number => {
  const crowd = some.reduce((sum, { of }) => sum + of.length, all.length);
  return Math.min(62, Math.max(7, Math.floor((62 * 300) / Math.max(1, crowd))));
};

/** What asks little of anybody comes before what sets somebody or a holiday aside. */
const ORDER: readonly Change["kind"][] = [
  ...KINDS.slice(0, KINDS.indexOf("season")),
  "move",
  ...KINDS.slice(KINDS.indexOf("season")),
  "shorter",
  "fewer",
  "without",
];
const isMild = (kind: Change["kind"]): boolean => ORDER.indexOf(kind) < ORDER.indexOf("season");

const milder = (a: Change, b: Change): number =>
  Number(isMild(b.kind)) - Number(isMild(a.kind)) ||
  a.start - b.start ||
  ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
  Number(a.who === undefined) - Number(b.who === undefined);

const spoken = (at: Minute, zone: string): Text => spokenMoment(Temporal.Instant.fromEpochMilliseconds(at * MINUTE_MS), zone);

const both = (make: (lang: Lang) => string): Text => {
  const [id, en] = LANGUAGES.map(make) as [string, string];
  return { id, en };
};

/** The names of those asked for, three of them at most and how many more. */
const namesOf = (everyone: readonly Participant[], ids: readonly string[]): string => {
  const names = ids.slice(0, 3).map((id) => everyone.find((one) => one.id === id)?.name ?? id);
  return names.join(", ") + (ids.length > 3 ? ` +${ids.length - 3}` : "");
};

const argumentsOf = (change: Change, ask: Ask, lang: Lang): [string, string, string] => {
  const everyone = [...ask.all, ...(ask.some ?? []).flatMap(({ of }) => of)];
  const { move } = change;
  if (move) return [namesOf(everyone, move.who), spoken(move.start, ask.zone)[lang], spoken(move.to, ask.zone)[lang]];
  const who = everyone.find(({ id }) => id === change.who)?.name ?? SENTENCES.everybody[lang]();
  if (change.kind === "shorter") return ["", String(change.duration), ""];
  const quorum = change.quorum === undefined ? undefined : ask.some?.[change.quorum];
  if (quorum) return ["", String(quorum.need), String(quorum.of.length)];
  return [who, change.name?.[lang] ?? "", ""];
};

/** A change as a condition in words: "if it moves to Thursday at 10.00". */
export const conditionOf = (change: Change, ask: Ask): Text =>
  both((lang) => CHANGES[change.kind as keyof typeof CHANGES][lang](...argumentsOf(change, ask, lang)));

const sentence = (ask: Ask, until: Text, change: Change | undefined, tightest: string | undefined): Text =>
  both((lang) => {
    const length = String(ask.duration);
    if (!change) return SENTENCES.nothing[lang](length, until[lang], tightest ?? SENTENCES.group[lang]());
    const kind = change.kind as keyof typeof BLOCKERS;
    const details = argumentsOf(change, ask, lang);
    const slot = spoken(change.start, ask.zone)[lang];
    return SENTENCES.opens[lang](length, until[lang], BLOCKERS[kind][lang](...details), CHANGES[kind][lang](...details), slot);
  });

/** Explains an ask for which no time was found: which rule blocks, and which single change opens which time. */
export const explain = (ask: Ask): Explanation => {
  checkAsk(ask);
  const [from, end] = windowOf(ask);
  const to = Math.min(end, from + daysFor(ask) * 1440);
  if (gridOf(ask, from, to).firstOpen() >= to) return { text: both((lang) => SENTENCES.empty[lang]()), changes: [], lookedUntil: to };
  const { changes, tightest } = changesIn(ask, from, to);
  for (const move of findMoves({ ...ask, until: to }).moves) changes.push({ kind: "move", move, start: move.slot.start });
  changes.sort(milder);
  return { text: sentence(ask, spoken(to, ask.zone), changes[0], tightest?.name), changes, lookedUntil: to };
};

import { ApiRefusal, NoAnswer, WaitsForApproval } from "../api/client.ts";
import type { Say } from "../i18n/language.tsx";
import { words } from "./words.ts";

/** What to tell a person about something that was thrown: the refusal's own sentence, or that there was no answer. */
export const sentenceOf = (error: unknown, t: Say): string => {
  if (error instanceof ApiRefusal || error instanceof WaitsForApproval) return error.message;
  return error instanceof NoAnswer ? t(words.noAnswer) : t(words.problem);
};

/** What is wrong with one field, from a refusal's list of problems. */
export const problemAt = (error: unknown, path: string): string | undefined =>
  error instanceof ApiRefusal ? error.problems.find((one) => one.path === path)?.detail : undefined;

/** The refusal's sentence when none of its problems belongs to a field that is shown. */
export const generalProblem = (error: unknown, t: Say, fields: readonly string[] = []): string | undefined => {
  if (!error) return undefined;
  if (error instanceof ApiRefusal && error.problems.length > 0 && error.problems.every(({ path }) => fields.includes(path)))
    return undefined;
  return sentenceOf(error, t);
};

/** A refusal that says by its code which field it is about, so that it stands at that field; anything else as it was. */
export const atField = (error: unknown, places: Readonly<Record<string, string>>): unknown => {
  if (!(error instanceof ApiRefusal) || error.problems.length > 0) return error;
  const { code, kind, data, message: detail } = error;
  const path = places[code];
  return path ? new ApiRefusal({ code, kind, data, detail, problems: [{ path, detail }] }) : error;
};

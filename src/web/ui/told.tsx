import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";
import { problemAt } from "./trouble.ts";
import { words } from "./words.ts";

/** What every field is told beside its value. */
export type Told = {
  label: Text;
  /** Help where the question arises. */
  help?: Text | undefined;
  /** The field's path in the command's input; a refusal's problem at it is shown here. */
  path?: string;
  refusal?: unknown;
  optional?: boolean;
};
/** The properties of a field made of a Mantine input's. */
export type Own<P> = Omit<P, "label" | "description" | "error" | "onChange" | "value"> &
  Told & { value: string; onChange(value: string): void; error?: string | undefined };

/** Label, help and error of a field in the reader's language. */
export const useTold = ({ label, help, path, refusal, optional }: Told, error: string | undefined) => {
  const t = useSay();
  return {
    label: (
      <>
        {t(label)}
        {optional ? <span className="k-optional"> · {t(words.optional)}</span> : null}
      </>
    ),
    description: help ? t(help) : undefined,
    error: error ?? (path ? problemAt(refusal, path) : undefined),
  };
};

import type { ReactNode } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";
import css from "./facts.module.css";

/** Labels and what they stand for, one under the other; entries without a value are left out. */
export const Facts = ({ facts }: { facts: readonly { label: Text; value: ReactNode }[] }) => {
  const t = useSay();
  return (
    <dl className={css["facts"]}>
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== "" && value !== false)
        .map(({ label, value }) => (
          <div key={label.en}>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
};

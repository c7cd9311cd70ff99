import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";
import { URGENCIES, UrgencyMark, type Urgency } from "./urgency.tsx";
import { words } from "./words.ts";
import css from "./urgency-choice.module.css";

/** Chooses an urgency by its shape and word; arrow keys move, as radio buttons do. */
export const UrgencyChoice = ({
  value,
  onChange,
  label = words.urgency,
  name = "urgency",
}: {
  value: Urgency;
  onChange(value: Urgency): void;
  label?: Text;
  name?: string;
}) => {
  const t = useSay();
  return (
    <fieldset className={css["choice"]}>
      <legend>{t(label)}</legend>
      <div>
        {URGENCIES.map((urgency) => (
          <label key={urgency} data-chosen={urgency === value || undefined}>
            <input type="radio" name={name} value={urgency} checked={urgency === value} onChange={() => onChange(urgency)} />
            <UrgencyMark urgency={urgency} withWord />
          </label>
        ))}
      </div>
    </fieldset>
  );
};

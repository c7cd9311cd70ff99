import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";
import css from "./filters.module.css";

/** One way to see a list. */
export type Filter<V extends string> = { value: V; label: Text; count?: number | undefined };

/** Ways to see a list, one at a time; each with how many there are. */
export const Filters = <V extends string>({
  label,
  filters,
  value,
  onChange,
}: {
  label: Text;
  filters: readonly Filter<NoInfer<V>>[];
  value: V;
  onChange(value: NoInfer<V>): void;
}) => {
  const t = useSay();
  return (
    <fieldset className={css["filters"]} aria-label={t(label)}>
      {filters.map((filter) => (
        <button key={filter.value} type="button" aria-pressed={filter.value === value} onClick={() => onChange(filter.value)}>
          {t(filter.label)}
          {filter.count === undefined ? null : <span>{filter.count}</span>}
        </button>
      ))}
    </fieldset>
  );
};

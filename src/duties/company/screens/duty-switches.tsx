import { Switch } from "@mantine/core";
import type { Output } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import css from "./company.module.css";
import { words } from "./words.ts";

/** Which duties this company uses; those that every company needs cannot be switched off. */
export const DutySwitches = ({
  duties,
  off,
  onChange,
}: {
  duties: Output<"company.profile">["duties"];
  off: readonly string[];
  onChange(off: string[]): void;
}) => {
  const t = useSay();
  return (
    <ul className={css["duties"]}>
      {duties.map(({ name, title, optional }) => (
        <li key={name} className={css["duty"]}>
          <span>{t(title)}</span>
          {optional ? (
            <Switch
              aria-label={t(title)}
              checked={!off.includes(name)}
              onChange={(event) => onChange(event.currentTarget.checked ? off.filter((one) => one !== name) : [...off, name])}
            />
          ) : (
            <small>{t(words.alwaysOn)}</small>
          )}
        </li>
      ))}
    </ul>
  );
};

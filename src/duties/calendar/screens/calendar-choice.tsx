import { Checkbox } from "@mantine/core";
import type { CSSProperties } from "react";
import { Link } from "wouter";
import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "#web/i18n/language.tsx";
import { IconSettings } from "#web/ui/icons.ts";
import { colourOf } from "./colours.ts";
import type { Calendar } from "./events.ts";
import { words } from "./words.ts";
import css from "./calendar-choice.module.css";

/** Which calendars are shown, each in its colour. */
export const CalendarChoice = ({
  calendars,
  hidden,
  onToggle,
}: {
  calendars: readonly Calendar[];
  hidden: ReadonlySet<string>;
  onToggle(id: string): void;
}) => {
  const t = useSay();
  const groups: { label: Text; of: readonly Calendar[] }[] = [
    { label: words.mine, of: calendars.filter(({ access, kind }) => access === "own" && kind !== "company") },
    { label: words.ofOthers, of: calendars.filter(({ access, kind }) => access !== "own" && kind !== "company") },
    { label: words.ofCompany, of: calendars.filter(({ kind }) => kind === "company") },
  ];
  return (
    <div className={css["choice"]}>
      {groups
        .filter(({ of }) => of.length > 0)
        .map(({ label, of }) => (
          <fieldset key={label.en}>
            <legend>{t(label)}</legend>
            {of.map((calendar) => (
              <Checkbox
                key={calendar.id}
                size="sm"
                label={calendar.main && calendar.kind !== "company" ? calendar.owner.name : calendar.name}
                checked={!hidden.has(calendar.id)}
                onChange={() => onToggle(calendar.id)}
                style={{ "--tint": colourOf(calendar) } as CSSProperties}
                classNames={{ input: css["box"] ?? "" }}
              />
            ))}
          </fieldset>
        ))}
      <Link href="/calendar/settings" className={css["settings"]}>
        <IconSettings size={18} aria-hidden />
        {t(words.settings)}
      </Link>
    </div>
  );
};

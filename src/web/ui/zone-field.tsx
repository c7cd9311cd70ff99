import { useMemo } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { serverNow } from "../i18n/clock.ts";
import { zoneName } from "../i18n/time.ts";
import { ChoiceField } from "./field.tsx";

// The three zones of Indonesia stand first: almost everybody wants one of them.
const FIRST = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;

const placeOf = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** Chooses a time zone by the name of a city. */
export const ZoneField = ({
  label,
  help,
  path,
  refusal,
  value,
  onChange,
}: {
  label: Text;
  help?: Text;
  path?: string;
  refusal?: unknown;
  value: string;
  onChange(zone: string): void;
}) => {
  const choices = useMemo(() => {
    const now = new Date(serverNow()).toISOString();
    const others = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/") && !FIRST.some((one) => one === zone));
    return [...new Set([...FIRST, value, ...others])].map((zone) => ({
      value: zone,
      label: FIRST.some((one) => one === zone) ? `${placeOf(zone)} (${zoneName(now, zone)})` : placeOf(zone),
    }));
  }, [value]);
  return (
    <ChoiceField
      label={label}
      help={help}
      {...(path ? { path } : {})}
      refusal={refusal}
      choices={choices}
      searchable
      limit={60}
      value={value}
      onChange={onChange}
    />
  );
};

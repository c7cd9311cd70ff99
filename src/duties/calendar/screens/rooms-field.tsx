import { MultiSelect } from "@mantine/core";
import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "#web/i18n/language.tsx";
import { problemAt } from "#web/ui/trouble.ts";
import type { Calendar } from "./events.ts";

/** Rooms and things of the house, by their owners' ids; nothing where the house has none. */
export const RoomsField = ({
  label,
  help,
  path,
  refusal,
  house,
  value,
  onChange,
}: {
  label: Text;
  help: Text;
  path?: string;
  refusal?: unknown;
  house: readonly Calendar[];
  value: readonly string[];
  onChange(rooms: string[]): void;
}) => {
  const t = useSay();
  if (house.length === 0) return null;
  return (
    <MultiSelect
      label={t(label)}
      description={t(help)}
      error={path ? problemAt(refusal, path) : undefined}
      data={house.map(({ owner, name }) => ({ value: owner.id, label: name }))}
      value={[...value]}
      onChange={onChange}
      searchable
      size="md"
    />
  );
};

import { Select, type SelectProps } from "@mantine/core";
import { useTold, type Own, type Told } from "./told.tsx";

/** One of several; typing finds it. */
export const ChoiceField = ({
  label,
  help,
  path,
  refusal,
  optional,
  onChange,
  error,
  choices,
  ...more
}: Omit<Own<SelectProps>, "data"> & { choices: readonly { value: string; label: string }[] }) => (
  <Select
    {...useTold({ label, help, path, refusal, optional } as Told, error)}
    data={[...choices]}
    onChange={(value) => value !== null && onChange(value)}
    allowDeselect={false}
    checkIconPosition="right"
    {...more}
  />
);

import { Combobox } from "@mantine/core";

/** The names that what was typed may mean, each with what tells it from the next; below a field, while there are any. */
export const NamedOptions = ({
  label,
  options,
}: {
  label: string;
  options: readonly { ref: string; name: string; detail?: string | null | undefined }[];
}) => (
  <Combobox.Dropdown hidden={options.length === 0}>
    <Combobox.Options aria-label={label}>
      {options.map(({ ref, name, detail }) => (
        <Combobox.Option key={ref} value={ref}>
          {name}
          {detail ? <span className="k-optional"> · {detail}</span> : null}
        </Combobox.Option>
      ))}
    </Combobox.Options>
  </Combobox.Dropdown>
);

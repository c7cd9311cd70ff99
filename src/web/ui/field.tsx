import {
  PasswordInput,
  Select,
  TextInput,
  Textarea,
  type PasswordInputProps,
  type SelectProps,
  type TextInputProps,
  type TextareaProps,
} from "@mantine/core";
import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";
import { problemAt } from "./trouble.ts";
import { words } from "./words.ts";

type Told = {
  label: Text;
  /** Help where the question arises. */
  help?: Text | undefined;
  /** The field's path in the command's input; a refusal's problem at it is shown here. */
  path?: string;
  refusal?: unknown;
  optional?: boolean;
};
type Own<P> = Omit<P, "label" | "description" | "error" | "onChange" | "value"> &
  Told & { value: string; onChange(value: string): void; error?: string | undefined };

const useTold = ({ label, help, path, refusal, optional }: Told, error: string | undefined) => {
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

/** One line of text with its label, help and error. */
export const TextField = ({ label, help, path, refusal, optional, onChange, error, ...more }: Own<TextInputProps>) => (
  <TextInput
    {...useTold({ label, help, path, refusal, optional } as Told, error)}
    onChange={(event) => onChange(event.currentTarget.value)}
    {...more}
  />
);

/** Several lines of text; grows with what is typed. */
export const ProseField = ({ label, help, path, refusal, optional, onChange, error, ...more }: Own<TextareaProps>) => (
  <Textarea
    autosize
    minRows={3}
    maxRows={14}
    {...useTold({ label, help, path, refusal, optional } as Told, error)}
    onChange={(event) => onChange(event.currentTarget.value)}
    {...more}
  />
);

/** A password; it can be shown while typing. */
export const PasswordField = ({ label, help, path, refusal, optional, onChange, error, ...more }: Own<PasswordInputProps>) => (
  <PasswordInput
    {...useTold({ label, help, path, refusal, optional } as Told, error)}
    onChange={(event) => onChange(event.currentTarget.value)}
    {...more}
  />
);

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

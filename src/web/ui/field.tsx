import { PasswordInput, TextInput, Textarea, type PasswordInputProps, type TextInputProps, type TextareaProps } from "@mantine/core";
import { useTold, type Own, type Told } from "./told.tsx";

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

export { ChoiceField } from "./choice-field.tsx";

import { Stack, Switch } from "@mantine/core";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { IconPlus, IconTrash } from "#web/ui/icons.ts";
import css from "./bookings-page.module.css";
import { deskWords as words } from "./desk-words.ts";
import { withQuestion, type QuestionDraft } from "./page-draft.ts";

const MOST = 20;

/** The questions of a page, in order. */
export const Questions = ({
  value,
  onChange,
}: {
  value: readonly QuestionDraft[];
  onChange(questions: readonly QuestionDraft[]): void;
}) => {
  const t = useSay();
  const change = (key: string, part: Partial<QuestionDraft>): void =>
    onChange(value.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <Stack gap="md">
      {value.map((one) => (
        <div key={one.key} className={css["one"]}>
          <div className={css["pair"]}>
            <TextField label={words.question} required maxLength={200} value={one.id} onChange={(id) => change(one.key, { id })} />
            <TextField label={words.questionEn} optional maxLength={200} value={one.en} onChange={(en) => change(one.key, { en })} />
          </div>
          <TextField
            label={words.choices}
            help={words.choicesHelp}
            optional
            value={one.choices}
            onChange={(choices) => change(one.key, { choices })}
          />
          <Switch
            label={t(words.required)}
            checked={one.required}
            onChange={({ currentTarget }) => change(one.key, { required: currentTarget.checked })}
          />
          <div>
            <ActButton
              label={words.dropQuestion}
              danger
              icon={<IconTrash size={18} aria-hidden />}
              onAct={() => onChange(value.filter(({ key }) => key !== one.key))}
            />
          </div>
        </div>
      ))}
      {value.length < MOST ? (
        <div>
          <ActButton label={words.addQuestion} icon={<IconPlus size={18} aria-hidden />} onAct={() => onChange(withQuestion(value))} />
        </div>
      ) : null}
    </Stack>
  );
};

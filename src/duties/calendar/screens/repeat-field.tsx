import { Group } from "@mantine/core";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { ChoiceField, TextField } from "#web/ui/field.tsx";
import { addMonths } from "./days.ts";
import { offered, offeredAs, readRule, writeRule, type Offered, type Rule, type Until } from "./rule.ts";
import { ruleInWords } from "./rule-words.ts";
import { words } from "./words.ts";

const NONE = "none";
const AS_IT_IS = "as-it-is";
const SOME = 10;

/** How an event repeats, in words, and until when. A rule that these words cannot say stays as it is. */
export const RepeatField = ({
  value,
  day,
  timeZone,
  allDay,
  refusal,
  onChange,
}: {
  value: string;
  day: string;
  timeZone: string;
  allDay: boolean;
  refusal: unknown;
  onChange(rule: string): void;
}) => {
  const t = useSay();
  const { lang } = useReader();
  const rule = value ? readRule(value) : undefined;
  const name = rule && offeredAs(rule, day);
  const chosen = value === "" ? NONE : (name ?? AS_IT_IS);
  const rules = offered(day);
  const plain = (one: Rule): string => writeRule({ ...one, until: { kind: "never" } }, timeZone, allDay);
  const choices = [
    { value: NONE, label: t(words.noRepeat) },
    ...(Object.keys(rules) as Offered[]).map((one) => ({ value: one, label: ruleInWords(plain(rules[one]), lang) })),
    ...(chosen === AS_IT_IS ? [{ value: AS_IT_IS, label: t(words.stays, ruleInWords(value, lang)) }] : []),
  ];
  const choose = (next: string): void => {
    if (next === NONE) return onChange("");
    if (next !== AS_IT_IS) onChange(writeRule({ ...rules[next as Offered], until: rule?.until ?? { kind: "never" } }, timeZone, allDay));
  };
  return (
    <>
      <ChoiceField label={words.repeats} path="repeat" refusal={refusal} value={chosen} onChange={choose} choices={choices} />
      {rule ? (
        <UntilFields until={rule.until} day={day} onChange={(until) => onChange(writeRule({ ...rule, until }, timeZone, allDay))} />
      ) : null}
    </>
  );
};

const UntilFields = ({ until, day, onChange }: { until: Until; day: string; onChange(until: Until): void }) => {
  const t = useSay();
  const choose = (kind: string): void => {
    if (kind === "never") onChange({ kind });
    if (kind === "day") onChange({ kind, day: addMonths(day, 3) });
    if (kind === "count") onChange({ kind, count: SOME });
  };
  return (
    <Group grow align="flex-start">
      <ChoiceField
        label={words.endsWhen}
        value={until.kind}
        onChange={choose}
        choices={[
          { value: "never", label: t(words.endsNever) },
          { value: "day", label: t(words.endsOnDay) },
          { value: "count", label: t(words.endsAfter) },
        ]}
      />
      {until.kind === "day" ? (
        <TextField
          label={words.lastDay}
          type="date"
          min={day}
          value={until.day}
          onChange={(last) => last && onChange({ kind: "day", day: last })}
        />
      ) : null}
      {until.kind === "count" ? (
        <TextField
          label={words.howOften}
          type="number"
          min={1}
          max={999}
          value={String(until.count)}
          onChange={(count) => Number(count) > 0 && onChange({ kind: "count", count: Number(count) })}
        />
      ) : null}
    </Group>
  );
};

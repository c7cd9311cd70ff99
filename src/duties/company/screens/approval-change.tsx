import { Checkbox, Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { Output } from "#web/api/client.ts";
import type { Field } from "#web/api/fields.ts";
import { useFields } from "#web/api/summaries.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { dayOf, formatClock, instantAt } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, ProseField, TextField } from "#web/ui/field.tsx";
import { Trouble, type Run } from "#web/ui/run.tsx";
import { URGENCIES } from "#web/ui/urgency.tsx";
import { WhomField, type Chosen } from "#web/ui/whom-field.tsx";
import { words as kit } from "#web/ui/words.ts";
import { pointsAt, useWishLines } from "./approval-lines.ts";
import { words } from "./approval-words.ts";

type Shown = Output<"approval.show">;
type Input = Readonly<Record<string, unknown>>;

/** What of the fields is no longer as it was asked; an emptied one is left out. */
const changesIn = (before: Input, after: Input): Record<string, unknown> =>
  Object.fromEntries(Object.entries(after).filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value)));

/** The same wish with other values, field by field, approved in one go. */
export const ApprovalChange = ({
  shown,
  form,
  onSave,
  onCancel,
}: {
  shown: Shown;
  form: Run;
  onSave(changes: Record<string, unknown>): void;
  onCancel(): void;
}) => {
  const lines = useWishLines(shown) ?? [];
  const all = useFields(shown.command) ?? [];
  const [input, setInput] = useState<Input>(shown.input);
  const [wide, setWide] = useState(false);
  const names = new Map(lines.map(({ field, name }) => [field.name, name]));
  const offered = all.filter(({ name, kind }) => kind !== "other" && (names.has(name) || (wide && !pointsAt(shown.input[name]))));
  const changes = changesIn(shown.input, input);
  const differs = Object.keys(changes).length > 0;
  const typed = offered.findIndex(({ name }) => !pointsAt(shown.input[name]));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(changes);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && differs) onSave(changes);
      }}
    >
      <Stack gap="sm">
        <Trouble of={form} fields={offered.map(({ name }) => name)} />
        {offered.map((field, index) => (
          <OneField
            key={field.name}
            field={field}
            value={input[field.name]}
            asked={shown.input[field.name]}
            name={names.get(field.name)}
            refusal={form.refusal}
            first={index === typed}
            onChange={(value) => setInput({ ...input, [field.name]: value })}
          />
        ))}
        <Group>
          <ActButton
            label={words.approveChanged}
            keys="Mod+Enter"
            main
            type="submit"
            loading={form.busy}
            disabled={!differs}
            onAct={() => undefined}
            listen={false}
          />
          <ActButton label={words.cancel} onAct={onCancel} />
          {wide || all.length <= offered.length ? null : <ActButton label={words.allFields} onAct={() => setWide(true)} />}
        </Group>
      </Stack>
    </form>
  );
};

type OneProps = {
  field: Field;
  value: unknown;
  /** What was asked, before any change: an id is chosen by name, whatever is being typed now. */
  asked: unknown;
  name: string | undefined;
  refusal: unknown;
  first: boolean;
  onChange(value: unknown): void;
};

const wallOf = (instant: string, timeZone: string): string =>
  `${dayOf(Date.parse(instant), timeZone)}T${formatClock(instant, { lang: "en", timeZone })}`;

const OneField = ({ field, value, asked, name, refusal, first, onChange }: OneProps) => {
  const t = useSay();
  const { timeZone } = useReader();
  const told = { label: field.label, path: field.name, refusal, optional: !field.required, ...(first ? { autoFocus: true } : {}) };
  const text = value === undefined || value === null ? "" : String(value);
  if (pointsAt(asked)) return <RefField field={field} asked={String(asked)} name={name ?? ""} refusal={refusal} onChange={onChange} />;
  if (field.kind === "yes")
    return <Checkbox label={t(field.label)} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
  if (field.kind === "choice")
    return (
      <ChoiceField
        {...told}
        value={text}
        onChange={onChange}
        choices={field.choices.map((one) => ({
          value: one,
          label: URGENCIES.some((urgency) => urgency === one) ? t(kit[one as "soon"]) : one,
        }))}
      />
    );
  if (field.kind === "prose") return <ProseField {...told} value={text} onChange={onChange} />;
  if (field.kind === "list")
    return (
      <ProseField
        {...told}
        help={words.oneALine}
        value={Array.isArray(value) ? value.join("\n") : ""}
        onChange={(lines) => onChange(lines === "" ? [] : lines.split("\n"))}
      />
    );
  if (field.kind === "number")
    return (
      <TextField {...told} inputMode="numeric" value={text} onChange={(typed) => onChange(/^-?\d+$/.test(typed) ? Number(typed) : typed)} />
    );
  if (field.kind === "moment")
    return (
      <TextField
        {...told}
        type="datetime-local"
        value={text === "" ? "" : wallOf(text, timeZone)}
        onChange={(wall) => onChange(wall ? instantAt(wall.slice(0, 10), wall.slice(11, 16), timeZone) : "")}
      />
    );
  return <TextField {...told} type={field.kind === "day" ? "date" : "text"} value={text} onChange={onChange} />;
};

const RefField = ({
  field,
  asked,
  name,
  refusal,
  onChange,
}: Pick<OneProps, "field" | "refusal" | "onChange"> & { asked: string; name: string }) => {
  const t = useSay();
  const [chosen, setChosen] = useState<Chosen>({ ref: asked, name: asked === "desk" ? t(kit.frontDesk) : name });
  const prefixed = asked.includes(":") || asked === "desk";
  return (
    <WhomField
      label={field.label}
      help={words.whomHelp}
      path={field.name}
      refusal={refusal}
      types={prefixed ? ["staff", "contact", "post", "group"] : ["staff", "contact"]}
      withDesk={prefixed}
      value={chosen}
      onChange={(next) => {
        setChosen(next);
        // A name that was typed and not chosen is for the desk to understand or refuse, never silently the old one.
        onChange(prefixed || !next.ref ? next.ref || next.name : next.ref.replace(/^\w+:/, ""));
      }}
    />
  );
};

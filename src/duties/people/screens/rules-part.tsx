import { Checkbox, Fieldset, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { ChoiceField, TextField } from "#web/ui/field.tsx";
import { IconPlus } from "#web/ui/icons.ts";
import { Part } from "#web/ui/opened.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { words } from "./words.ts";

type Card = Output<"person.card">;
type Rules = NonNullable<Card["rules"]>;
type Rule = Rules["routine"];
type Step = Rule["steps"][number];
type Urgency = keyof Rules;

const URGENCIES = ["routine", "soon", "urgent", "emergency"] as const satisfies readonly Urgency[];
const CHANNELS = ["push", "email", "sms", "ntfy", "webhook"] as const satisfies readonly Step["channel"][];

/** How somebody wants to be told, for each urgency. */
export const RulesPart = ({ card, rules }: { card: Card; rules: Rules }) => {
  const t = useSay();
  const [editing, setEditing] = useState<Urgency>();
  const saidRule = (rule: Rule): string =>
    rule.steps.length === 0
      ? t(words.silent)
      : [
          rule.steps.map(({ channel, afterMinutes }) => `${t(words[channel])} (${t(words.minutes, afterMinutes)})`).join(" → "),
          rule.duringQuietHours ? t(words.alsoQuiet).toLowerCase() : null,
          rule.outsideWorkingHours ? t(words.alsoOff).toLowerCase() : null,
        ]
          .filter(Boolean)
          .join("; ");
  return (
    <Part title={t(words.rules)}>
      <p>{t(words.rulesHelp)}</p>
      {editing ? (
        <RuleForm key={editing} card={card} urgency={editing} rule={rules[editing]} onClose={() => setEditing(undefined)} />
      ) : (
        <Facts
          facts={URGENCIES.map((urgency) => ({
            label: words[urgency],
            value: (
              <Group justify="space-between" wrap="nowrap">
                <span>{saidRule(rules[urgency])}</span>
                {card.may.reachability ? <ActButton label={words.edit} size="xs" onAct={() => setEditing(urgency)} /> : null}
              </Group>
            ),
          }))}
        />
      )}
    </Part>
  );
};

const RuleForm = ({ card, urgency, rule, onClose }: { card: Card; urgency: Urgency; rule: Rule; onClose(): void }) => {
  const t = useSay();
  const form = useRun();
  const [steps, setSteps] = useState<readonly Step[]>(rule.steps);
  const [quiet, setQuiet] = useState(rule.duringQuietHours);
  const [off, setOff] = useState(rule.outsideWorkingHours);
  const put = (index: number, step: Step): void => setSteps(steps.with(index, step));
  const save = (): void => {
    const wish = { id: card.id, [urgency]: { steps: [...steps], duringQuietHours: quiet, outsideWorkingHours: off } };
    void form.run(() => give("person.rules-set", wish), t(words.saved), ["person", "attention"]).then((well) => well && onClose());
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Fieldset legend={t(words[urgency])}>
        <Stack gap="sm">
          <Trouble of={form} />
          {steps.map((step, index) => (
            <Group key={`${step.channel}${index}`} align="flex-end" wrap="nowrap">
              <ChoiceField
                label={words.channel}
                value={step.channel}
                onChange={(channel) => put(index, { channel: channel as Step["channel"], afterMinutes: step.afterMinutes })}
                choices={CHANNELS.map((channel) => ({ value: channel, label: t(words[channel]) }))}
              />
              <TextField
                label={words.after}
                inputMode="numeric"
                value={String(step.afterMinutes)}
                onChange={(minutes) => put(index, { ...step, afterMinutes: Number(minutes.replace(/\D/g, "")) })}
              />
              <ActButton label={words.remove} danger onAct={() => setSteps(steps.toSpliced(index, 1))} />
            </Group>
          ))}
          <ActButton
            label={words.addStep}
            icon={<IconPlus size={18} aria-hidden />}
            onAct={() => setSteps([...steps, { channel: "email", afterMinutes: (steps.at(-1)?.afterMinutes ?? -10) + 10 }])}
          />
          <Checkbox label={t(words.alsoQuiet)} checked={quiet} onChange={(event) => setQuiet(event.currentTarget.checked)} />
          <Checkbox label={t(words.alsoOff)} checked={off} onChange={(event) => setOff(event.currentTarget.checked)} />
          <Group>
            <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
            <ActButton label={words.cancel} onAct={onClose} />
          </Group>
        </Stack>
      </Fieldset>
    </form>
  );
};

import { Checkbox, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Input, type Output } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, TextField } from "#web/ui/field.tsx";
import { IconPlus } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { Part } from "#web/ui/opened.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { SecretLine } from "#web/ui/secret-line.tsx";
import { words } from "./words.ts";

type Card = Output<"person.card">;
type Point = Card["contacts"][number];
type Kind = Point["kind"];

const KINDS: readonly Kind[] = ["mobile", "phone", "email", "ntfy", "webhook"];
const TOPICS = ["person"];

/** The numbers and addresses of a person; whoever may say how they are reached changes them. */
export const PointsPart = ({ card }: { card: Card }) => {
  const t = useSay();
  const form = useRun();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const may = card.may.reachability && !card.archivedAt;
  const hint = ({ kind, label, seenBy }: Point): string =>
    [t(words[kind]), label, seenBy === "desk" ? t(words.deskOnly) : null].filter(Boolean).join(" · ");
  return (
    <Part
      title={t(words.points)}
      acts={
        may && !adding ? <ActButton label={words.addPoint} icon={<IconPlus size={18} aria-hidden />} onAct={() => setAdding(true)} /> : null
      }
    >
      <Trouble of={form} />
      {secret ? (
        <>
          <Notice>{t(words.secretOnce)}</Notice>
          <SecretLine value={secret} />
        </>
      ) : null}
      {adding ? (
        <PointForm
          personId={card.id}
          onCancel={() => setAdding(false)}
          onDone={(made) => {
            setSecret(made);
            setAdding(false);
          }}
        />
      ) : null}
      {card.contacts.length === 0 ? <p>{t(words.noPoints)}</p> : null}
      <Rows>
        {card.contacts.map((point) => (
          <Row
            key={point.id}
            title={point.shown}
            hint={hint(point)}
            mark={point.preferred ? t(words.preferred) : null}
            acts={
              may ? (
                <>
                  {point.preferred ? null : (
                    <ActButton
                      label={words.prefer}
                      onAct={() =>
                        void form.run(() => give("contact-point.change", { id: point.id, preferred: true }), t(words.saved), TOPICS)
                      }
                    />
                  )}
                  <ActButton
                    label={words.remove}
                    danger
                    onAct={() => void form.run(() => give("contact-point.remove", { id: point.id }), t(words.removed), TOPICS)}
                  />
                </>
              ) : null
            }
          />
        ))}
      </Rows>
    </Part>
  );
};

const PointForm = ({ personId, onDone, onCancel }: { personId: string; onDone(secret: string | null): void; onCancel(): void }) => {
  const t = useSay();
  const form = useRun();
  const [kind, setKind] = useState<Kind>("mobile");
  const [value, setValue] = useState("");
  const [label, setLabel] = useState("");
  const [deskOnly, setDeskOnly] = useState(false);
  const add = (): void =>
    void form.run(
      async () => {
        const wish: Input<"contact-point.add"> = {
          personId,
          kind,
          value,
          seenBy: deskOnly ? "desk" : "staff",
          ...(label ? { label } : {}),
        };
        onDone((await give("contact-point.add", wish)).secret);
      },
      t(words.saved),
      TOPICS,
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Stack gap="sm">
        <Trouble of={form} fields={["value", "label"]} />
        <ChoiceField
          label={words.kind}
          value={kind}
          onChange={(chosen) => setKind(chosen as Kind)}
          choices={KINDS.map((one) => ({ value: one, label: t(words[one]) }))}
        />
        <TextField label={words.value} path="value" refusal={form.refusal} required autoFocus value={value} onChange={setValue} />
        <TextField label={words.label} path="label" refusal={form.refusal} optional value={label} onChange={setLabel} />
        <Checkbox label={t(words.seenByDesk)} checked={deskOnly} onChange={(event) => setDeskOnly(event.currentTarget.checked)} />
        <Group>
          <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onCancel} />
        </Group>
      </Stack>
    </form>
  );
};

import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { ProseField } from "#web/ui/field.tsx";
import { Moment, TimeAgo } from "#web/ui/moment.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Opened, Part } from "#web/ui/opened.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { words } from "./approval-words.ts";

type Shown = Output<"approval.show">;
type Deciding = "change" | "refuse" | undefined;

const TOPICS = ["approval", "attention", "pending_command"];

/** One request: exactly what would happen, who asks, why, and the decision. */
export const ApprovalPanel = ({ id }: { id: string }) => {
  const t = useSay();
  const { data, error } = useAsk("approval.show", { id });
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows rows={4} />;
  return <Decision shown={data} />;
};

/** What of the fields was changed; undefined when the text is no JSON object. */
const changesIn = (before: Record<string, unknown>, text: string): Record<string, unknown> | undefined => {
  try {
    const after = JSON.parse(text) as Record<string, unknown>;
    if (typeof after !== "object" || after === null || Array.isArray(after)) return undefined;
    return Object.fromEntries(Object.entries(after).filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value)));
  } catch {
    return undefined;
  }
};

const Decision = ({ shown }: { shown: Shown }) => {
  const t = useSay();
  const form = useRun();
  const [deciding, setDeciding] = useState<Deciding>();
  const decide = (wish: { decision: "approve" | "refuse"; changes?: Record<string, unknown>; note?: string }, said: string): void =>
    void form.run(() => give("approval.decide", { id: shown.id, ...wish }), said, TOPICS).then((well) => well && setDeciding(undefined));
  const waiting = shown.state === "waiting";
  return (
    <Opened
      marks={waiting ? t(words.waits) : t(shown.state === "done" ? words.done : words.refused)}
      title={`${t(words.wants, shown.author.name)}: ${t(shown.summary)}`}
      acts={
        waiting && !deciding ? (
          <>
            <ActButton
              label={words.approve}
              keys="y"
              main
              loading={form.busy}
              onAct={() => decide({ decision: "approve" }, t(words.approvedToast))}
            />
            <ActButton label={words.change} onAct={() => setDeciding("change")} />
            <ActButton label={words.refuse} keys="n" danger onAct={() => setDeciding("refuse")} />
          </>
        ) : null
      }
    >
      <Trouble of={form} />
      {deciding === "change" ? (
        <ChangeForm
          input={shown.input}
          busy={form.busy}
          onCancel={() => setDeciding(undefined)}
          onSave={(changes) => decide({ decision: "approve", changes }, t(words.approvedToast))}
        />
      ) : null}
      {deciding === "refuse" ? (
        <RefuseForm
          busy={form.busy}
          onCancel={() => setDeciding(undefined)}
          onSave={(note) => decide({ decision: "refuse", ...(note ? { note } : {}) }, t(words.refusedToast))}
        />
      ) : null}
      <Part title={t(words.whatHappens)}>
        <Facts facts={linesOf(shown)} />
      </Part>
      <Part title={t(words.why)}>
        <p>{t(shown.reason)}</p>
        <Facts
          facts={[
            { label: words.by, value: <PersonChip person={{ id: shown.author.id, name: shown.author.name }} /> },
            { label: words.when, value: <TimeAgo at={shown.askedAt} /> },
            { label: words.command, value: shown.command },
            { label: words.decidedBy, value: shown.decidedByName },
            { label: words.decidedAt, value: shown.decidedAt ? <Moment at={shown.decidedAt} /> : null },
            { label: words.note, value: shown.note },
          ]}
        />
        {shown.changed ? <Notice>{t(words.changed)}</Notice> : null}
      </Part>
    </Opened>
  );
};

/** The wish's lines, both languages side by side, as labels and values. */
const linesOf = ({ asks }: Shown) => {
  const cut = (line: string): [string, string] => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)];
  const english = asks.en.split("\n");
  return asks.id
    .split("\n")
    .filter(Boolean)
    .map((line, index) => {
      const [id, value] = cut(line);
      return { label: { id, en: cut(english[index] ?? line)[0] }, value };
    });
};

const RefuseForm = ({ busy, onSave, onCancel }: { busy: boolean; onSave(note: string): void; onCancel(): void }) => {
  const [note, setNote] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(note.trim());
      }}
    >
      <Stack gap="sm">
        <ProseField label={words.reason} optional autoFocus value={note} onChange={setNote} />
        <Group>
          <ActButton label={words.refuse} danger type="submit" loading={busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onCancel} />
        </Group>
      </Stack>
    </form>
  );
};

const ChangeForm = ({
  input,
  busy,
  onSave,
  onCancel,
}: {
  input: Record<string, unknown>;
  busy: boolean;
  onSave(changes: Record<string, unknown>): void;
  onCancel(): void;
}) => {
  const t = useSay();
  const [text, setText] = useState(() => JSON.stringify(input, null, 2));
  const changes = changesIn(input, text);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changes) onSave(changes);
      }}
    >
      <Stack gap="sm">
        <ProseField
          label={words.fields}
          help={words.fieldsHelp}
          error={changes ? undefined : t(words.notJson)}
          autoFocus
          spellCheck={false}
          minRows={6}
          value={text}
          onChange={setText}
        />
        <Group>
          <ActButton label={words.change} main type="submit" loading={busy} disabled={!changes} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onCancel} />
        </Group>
      </Stack>
    </form>
  );
};

import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { give, type CommandName, type Input, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatRupiah } from "#web/i18n/numbers.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { ProseField } from "#web/ui/field.tsx";
import { Moment } from "#web/ui/moment.tsx";
import { Opened, Part } from "#web/ui/opened.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { ReasonList } from "#web/ui/reason-list.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { useSession } from "#web/app/session.tsx";
import { standingOf } from "./standing.ts";
import { words } from "./words.ts";

type Shown = Output<"mandate.show">;
type Writing = "decline" | "revoke" | "report" | undefined;

const TOPICS = ["mandate", "attention", "session", "person"];

/** One mandate: what it lends, to whom, until when, and everything done under it. */
export const MandatePanel = ({ id }: { id: string }) => {
  const t = useSay();
  const { data, error } = useAsk("mandate.show", { id });
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows rows={4} />;
  return <OneMandate shown={data} />;
};

const FORMS = {
  decline: { field: words.why, button: words.decline, said: words.declinedToast, danger: true },
  revoke: { field: words.why, button: words.revoke, said: words.revokedToast, danger: true },
  report: { field: words.report, button: words.handBack, said: words.reportedToast, danger: false },
} as const;

const OneMandate = ({ shown: { mandate, acts } }: { shown: Shown }) => {
  const t = useSay();
  const { lang } = useReader();
  const { me } = useSession();
  const form = useRun();
  const [writing, setWriting] = useState<Writing>();
  const { id } = mandate;
  const act = <N extends CommandName>(name: N, input: Input<N>, said: Text): void =>
    void form.run(() => give(name, input), t(said), TOPICS).then((well) => well && setWriting(undefined));
  const write = (text: string): void => {
    if (writing === "report") act("mandate.hand-back", { id, report: text }, words.reportedToast);
    else if (writing) act(`mandate.${writing}`, { id, ...(text ? { note: text } : {}) }, FORMS[writing].said);
  };
  const live = mandate.closed === null && mandate.state !== "ended";
  const [isDelegate, isPrincipal] = [me.id === mandate.delegate.id, me.id === mandate.principal.id];
  return (
    <Opened
      marks={t(standingOf(mandate))}
      title={t(words.actsFor, mandate.delegate.name, mandate.principal.name)}
      text={mandate.reason}
      acts={
        writing ? null : (
          <>
            {live && isDelegate && mandate.answer === "waiting" ? (
              <>
                <ActButton label={words.accept} keys="y" main onAct={() => act("mandate.accept", { id }, words.acceptedToast)} />
                <ActButton label={words.decline} danger onAct={() => setWriting("decline")} />
              </>
            ) : null}
            {isDelegate && mandate.answer === "accepted" && mandate.report === null ? (
              <ActButton label={words.handBack} main={!live} onAct={() => setWriting("report")} />
            ) : null}
            {live && (isPrincipal || me.role === "administrator") ? (
              <ActButton label={words.revoke} danger onAct={() => setWriting("revoke")} />
            ) : null}
          </>
        )
      }
    >
      <Trouble of={form} />
      {writing ? (
        <WordsForm
          wish={FORMS[writing]}
          required={writing === "report"}
          busy={form.busy}
          onSave={write}
          onCancel={() => setWriting(undefined)}
        />
      ) : null}
      <Facts
        facts={[
          { label: words.principal, value: <PersonChip person={mandate.principal} /> },
          { label: words.delegate, value: <PersonChip person={mandate.delegate} /> },
          { label: words.lends, value: t(mandate.lends) },
          { label: words.ceiling, value: mandate.ceiling === null ? null : formatRupiah(mandate.ceiling, lang) },
          { label: words.begins, value: <Moment at={mandate.beginsAt} /> },
          { label: words.ends, value: <Moment at={mandate.endsAt} /> },
          { label: words.given, value: <Moment at={mandate.givenAt} /> },
          { label: words.note, value: mandate.closed?.note },
        ]}
      />
      {mandate.report ? <Part title={t(words.report)}>{mandate.report}</Part> : null}
      <Part title={t(words.acts)}>
        {acts.length === 0 ? <p>{t(words.noActs)}</p> : null}
        <ReasonList
          reasons={acts.map(({ id: line, at, by, summary }) => ({
            id: line,
            at,
            sentence: `${by.name}: ${t(summary)}`,
            state: "sent" as const,
          }))}
        />
      </Part>
    </Opened>
  );
};

const WordsForm = ({
  wish,
  required,
  busy,
  onSave,
  onCancel,
}: {
  wish: (typeof FORMS)[keyof typeof FORMS];
  required: boolean;
  busy: boolean;
  onSave(text: string): void;
  onCancel(): void;
}) => {
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(text.trim());
      }}
    >
      <Stack gap="sm">
        <ProseField label={wish.field} required={required} optional={!required} autoFocus value={text} onChange={setText} />
        <Group>
          <ActButton label={wish.button} main={!wish.danger} danger={wish.danger} type="submit" loading={busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onCancel} />
        </Group>
      </Stack>
    </form>
  );
};

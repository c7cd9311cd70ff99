import { useState } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { give, type CommandName, type Input, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatRupiah } from "#web/i18n/numbers.ts";
import { capital } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { Moment } from "#web/ui/moment.tsx";
import { Opened, Part } from "#web/ui/opened.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { ReasonList } from "#web/ui/reason-list.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WordsForm } from "#web/ui/words-form.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { useSession } from "#web/app/session.tsx";
import { ScopeLines } from "./scope-lines.tsx";
import { saidBeginning, saidEnd, standingOf } from "./standing.ts";
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

/** What may be done about a mandate now: answered, used, handed back, revoked. */
const useActs = ({ mandate }: Shown) => {
  const t = useSay();
  const form = useRun();
  const [writing, setWriting] = useState<Writing>();
  const { id } = mandate;
  const act = <N extends CommandName>(name: N, input: Input<N>, said: Text): void =>
    void form.run(() => give(name, input), t(said), TOPICS).then((well) => well && setWriting(undefined));
  const write = (text: string): void => {
    if (writing === "report") act("mandate.hand-back", { id, report: text }, words.reportedToast);
    else if (writing) act(`mandate.${writing}`, { id, ...(text ? { note: text } : {}) }, FORMS[writing].said);
  };
  return { form, writing, setWriting, write, accept: () => act("mandate.accept", { id }, words.acceptedToast) };
};

const OneMandate = ({ shown }: { shown: Shown }) => {
  const { mandate, acts } = shown;
  const t = useSay();
  const { lang } = useReader();
  const { form, writing, setWriting, write, accept } = useActs(shown);
  return (
    <Opened
      marks={t(standingOf(mandate))}
      title={t(words.actsFor, mandate.delegate.name, mandate.principal.name)}
      text={mandate.reason}
      acts={writing ? null : <Acts mandate={mandate} onAccept={accept} onWrite={setWriting} />}
    >
      {writing ? null : <Trouble of={form} />}
      {writing ? (
        <WordsForm
          label={FORMS[writing].field}
          act={FORMS[writing].button}
          danger={FORMS[writing].danger}
          path={writing === "report" ? "report" : "note"}
          required={writing === "report"}
          form={form}
          onSave={write}
          onCancel={() => {
            form.clear();
            setWriting(undefined);
          }}
        />
      ) : null}
      <Facts
        facts={[
          { label: words.principal, value: <PersonChip person={mandate.principal} /> },
          { label: words.delegate, value: <PersonChip person={mandate.delegate} /> },
          { label: words.period, value: <PeriodSaid mandate={mandate} /> },
          { label: words.lends, value: <ScopeLines mandate={mandate} /> },
          { label: words.ceiling, value: mandate.ceiling === null ? null : formatRupiah(mandate.ceiling, lang) },
          { label: words.given, value: <Moment at={mandate.givenAt} /> },
          { label: words.note, value: mandate.closed?.note },
        ]}
      />
      {mandate.report ? (
        <Part title={t(words.report)}>
          <p style={{ whiteSpace: "pre-wrap" }}>{mandate.report}</p>
        </Part>
      ) : null}
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

const PeriodSaid = ({ mandate: { beginsAt, endsAt } }: Pick<Shown, "mandate">) => {
  const reader = useReader();
  const now = useNow();
  return <>{capital(`${saidBeginning(beginsAt, reader, now)} ${saidEnd(endsAt, reader, now)}`)}</>;
};

const Acts = ({ mandate, onAccept, onWrite }: { mandate: Shown["mandate"]; onAccept(): void; onWrite(writing: Writing): void }) => {
  const { me, acting, act } = useSession();
  const { principal, delegate, answer, closed, state, report } = mandate;
  const live = closed === null && state !== "ended";
  const isDelegate = me.id === delegate.id;
  const asks = live && isDelegate && answer === "waiting";
  const usable = isDelegate && state === "running" ? me.actsFor.find(({ id }) => id === principal.id) : undefined;
  return (
    <>
      {asks ? <ActButton label={words.accept} keys="y" main onAct={onAccept} /> : null}
      {usable && acting?.id !== usable.id ? (
        <ActButton label={actLabel(usable.name)} keys="b" main={!asks} onAct={() => act(usable)} />
      ) : null}
      {usable && acting?.id === usable.id ? <ActButton label={words.stopActing} keys="b" onAct={() => act(undefined)} /> : null}
      {asks ? <ActButton label={words.decline} danger onAct={() => onWrite("decline")} /> : null}
      {isDelegate && answer === "accepted" && report === null ? (
        <ActButton label={words.handBack} main={!live} onAct={() => onWrite("report")} />
      ) : null}
      {live && (me.id === principal.id || me.role === "administrator") ? (
        <ActButton label={words.revoke} danger onAct={() => onWrite("revoke")} />
      ) : null}
    </>
  );
};

const actLabel = (name: string): Text => ({ id: words.act.id(name), en: words.act.en(name) });

import { useState } from "react";
import { Link } from "wouter";
import { give, type Output } from "#web/api/client.ts";
import { changed, useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { Moment, TimeAgo } from "#web/ui/moment.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Opened, Part } from "#web/ui/opened.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WordsForm } from "#web/ui/words-form.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { ApprovalChange } from "./approval-change.tsx";
import { useWishLines } from "./approval-lines.ts";
import { words } from "./approval-words.ts";

type Shown = Output<"approval.show">;
type Deciding = "change" | "refuse" | undefined;
type Decided = { decision: "approve" | "refuse"; changes?: Record<string, unknown>; note?: string };

const TOPICS = ["*"];
/** Where the results of commands of these nouns are looked at. */
const PLACES: Readonly<Record<string, string>> = { message: "messages", person: "people", mandate: "mandates", event: "calendar" };

/** One request: exactly what would happen, who asks, why, and the decision. */
export const ApprovalPanel = ({ id }: { id: string }) => {
  const t = useSay();
  const { data, error } = useAsk("approval.show", { id });
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows rows={4} />;
  return <Request shown={data} />;
};

/** Decides once; whatever comes of it, the screen then shows what is so now, also when somebody else was faster. */
const useDeciding = ({ id }: Shown) => {
  const t = useSay();
  const form = useRun();
  const [deciding, setDeciding] = useState<Deciding>();
  const [output, setOutput] = useState<unknown>();
  const decide = (wish: Decided): void => {
    const work = async (): Promise<void> => {
      try {
        setOutput((await give("approval.decide", { id, ...wish })).output);
      } catch (error) {
        changed(["approval"]);
        throw error;
      }
    };
    const said = t(wish.decision === "approve" ? words.approvedToast : words.refusedToast);
    void form.run(work, said, TOPICS).then((well) => well && setDeciding(undefined));
  };
  return { form, deciding, setDeciding, output, decide };
};

const lowered = (sentence: string): string => sentence.charAt(0).toLocaleLowerCase("id") + sentence.slice(1);

const Request = ({ shown }: { shown: Shown }) => {
  const t = useSay();
  const { me } = useSession();
  const { form, deciding, setDeciding, output, decide } = useDeciding(shown);
  const waiting = shown.state === "waiting";
  const mine = shown.author.id === me.id;
  return (
    <Opened
      marks={t(waiting ? words.waits : shown.state === "done" ? words.done : words.refused)}
      title={t(words.wantsTo, shown.author.name, lowered(t(shown.summary)))}
      acts={
        waiting && !mine && !deciding ? (
          <>
            <ActButton label={words.approve} keys="y" main loading={form.busy} onAct={() => decide({ decision: "approve" })} />
            <ActButton label={words.change} keys="e" onAct={() => setDeciding("change")} />
            <ActButton label={words.refuse} keys="n" danger onAct={() => setDeciding("refuse")} />
          </>
        ) : null
      }
    >
      {deciding ? null : <Trouble of={form} />}
      {waiting && mine ? <Notice>{t(words.own)}</Notice> : null}
      {waiting ? null : <Result shown={shown} output={output} />}
      {deciding === "refuse" ? (
        <WordsForm
          label={words.reason}
          act={words.refuse}
          danger
          path="note"
          form={form}
          onCancel={() => setDeciding(undefined)}
          onSave={(note) => decide({ decision: "refuse", ...(note ? { note } : {}) })}
        />
      ) : null}
      {deciding === "change" ? (
        <Part title={t(words.change)}>
          <p>{t(words.changeHelp)}</p>
          <ApprovalChange
            shown={shown}
            form={form}
            onCancel={() => setDeciding(undefined)}
            onSave={(changes) => decide({ decision: "approve", changes })}
          />
        </Part>
      ) : (
        <Wish shown={shown} />
      )}
      <Why shown={shown} />
    </Opened>
  );
};

const Wish = ({ shown }: { shown: Shown }) => {
  const t = useSay();
  const lines = useWishLines(shown);
  const title = shown.state === "waiting" ? words.whatHappens : shown.state === "done" && !shown.changed ? words.happened : words.wasAsked;
  return (
    <Part title={t(title)}>
      {lines ? (
        <Facts
          facts={lines.map(({ field, said }) => ({ label: field.label, value: <span style={{ whiteSpace: "pre-wrap" }}>{said}</span> }))}
        />
      ) : (
        <p style={{ whiteSpace: "pre-wrap" }}>{t(shown.asks)}</p>
      )}
    </Part>
  );
};

const Why = ({ shown }: { shown: Shown }) => {
  const t = useSay();
  const { author } = shown;
  return (
    <Part title={t(words.why)}>
      <p>{t(shown.reason)}</p>
      <Facts
        facts={[
          {
            label: words.by,
            value:
              author.kind === "person" ? (
                <PersonChip person={{ id: author.id, name: author.name }} />
              ) : (
                `${author.name} · ${t(words.program)}`
              ),
          },
          { label: words.when, value: <TimeAgo at={shown.askedAt} /> },
          { label: words.command, value: <code>{shown.command}</code> },
        ]}
      />
    </Part>
  );
};

/** What became of it, the same however often the button was pressed or the mail answered. */
const Result = ({ shown, output }: { shown: Shown; output: unknown }) => {
  const t = useSay();
  const { id, reference } = (typeof output === "object" && output !== null ? output : {}) as { id?: unknown; reference?: unknown };
  const place = PLACES[shown.command.split(".")[0] ?? ""];
  const done = shown.state === "done";
  const said = done ? (shown.changed ? words.carriedOutChanged : words.carriedOut) : words.notCarriedOut;
  return (
    <>
      <Notice
        kind={done ? "good" : "info"}
        action={done && place && typeof id === "string" ? <Link href={`/${place}/${id}`}>{t(words.openResult)}</Link> : null}
      >
        {t(said)}
        {done && typeof reference === "string" ? ` ${t(words.resultOf, reference)}.` : null}
      </Notice>
      <Facts
        facts={[
          { label: words.decidedBy, value: shown.decidedByName },
          { label: words.decidedAt, value: shown.decidedAt ? <Moment at={shown.decidedAt} /> : null },
          { label: words.note, value: shown.note },
        ]}
      />
    </>
  );
};

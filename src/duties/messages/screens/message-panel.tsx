import { FileButton, Group, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import type { Text } from "#kernel/i18n/text.ts";
import { fileAddress, give, type CommandName, type Input, type Output } from "#web/api/client.ts";
import { changed, useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatBytes } from "#web/i18n/numbers.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { inBase64 } from "#web/ui/base64.ts";
import { Facts } from "#web/ui/facts.tsx";
import { ProseField, TextField } from "#web/ui/field.tsx";
import { Moment } from "#web/ui/moment.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { Opened as Panel, Part } from "#web/ui/opened.tsx";
import { StateTrail } from "#web/ui/state-trail.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { UrgencyMark } from "#web/ui/urgency.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { WhomField, type Chosen } from "#web/ui/whom-field.tsx";
import css from "./message-panel.module.css";
import { words } from "./words.ts";

type Shown = Output<"message.show">;
type Message = Shown["message"];
type Doing = "act" | "reply" | "forward" | "reassign" | "note";

const CHANNELS: Readonly<Record<Message["channel"], Text>> = {
  phone: words.byPhone,
  counter: words.byCounter,
  mail: words.byMail,
  web: words.byWeb,
  program: words.byProgram,
  other: words.byOther,
};
const KINDS: Readonly<Record<string, Text>> = {
  note: words.kindNote,
  reply: words.kindReply,
  answer: words.kindAnswer,
  forward: words.kindForward,
  reassign: words.kindReassign,
  "follow-up": words.kindFollowUp,
  confidential: words.kindConfidential,
  turned: words.kindTurned,
};

/** One message: what, from whom, how far it came, and what can be done next. */
export const MessagePanel = ({ id, onGone }: { id: string; onGone?: () => void }) => {
  const t = useSay();
  const { data, error } = useAsk("message.show", { id });
  useEffect(() => {
    // Opening it is reading it, where the reader is the one whom it is for; the server knows who that is.
    void give("message.read", { id }).catch(() => undefined);
  }, [id]);
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows rows={4} />;
  return <Opened shown={data} {...(onGone ? { onGone } : {})} />;
};

const Opened = ({ shown, onGone }: { shown: Shown; onGone?: () => void }) => {
  const t = useSay();
  const reader = useReader();
  const toasts = useToasts();
  const [doing, setDoing] = useState<Doing | undefined>();
  const { message, notes, attachments, forwarded } = shown;
  const { id } = message;
  const open = message.state !== "told" && message.state !== "retracted";
  const run = async <N extends CommandName>(name: N, input: Input<N>, said: (output: Output<N>) => string): Promise<void> => {
    try {
      const output = await give(name, input);
      changed(["message"]);
      setDoing(undefined);
      toasts.done(said(output));
    } catch (trouble) {
      toasts.trouble(trouble);
      throw trouble;
    }
  };
  const quietly = (work: Promise<void>): void => void work.catch(() => undefined);

  return (
    <Panel
      marks={
        <>
          <UrgencyMark urgency={message.urgency} withWord />
          {message.confidentialFrom === null ? null : <strong>{t(words.confidentialMark)}</strong>}
        </>
      }
      title={message.subject ?? t(words.fromTo, message.from.name, message.for.name)}
      text={message.body}
      acts={
        <NextActs
          message={message}
          open={open}
          doing={doing}
          onDoing={setDoing}
          onTell={() => quietly(run("message.tell", { id }, () => t(words.done)))}
        />
      }
    >
      {doing ? (
        <DoingForm
          key={doing}
          doing={doing}
          onCancel={() => setDoing(undefined)}
          onSave={(text, to) => save(doing, id, text, to, run, t)}
        />
      ) : null}
      <Facts
        facts={[
          { label: words.from, value: <Sender from={message.from} /> },
          { label: words.phone, value: message.from.phone ? <a href={`tel:${message.from.phone}`}>{message.from.phone}</a> : null },
          { label: words.email, value: message.from.email ? <a href={`mailto:${message.from.email}`}>{message.from.email}</a> : null },
          { label: words.organisation, value: message.from.organisation },
          {
            label: words.forWhom,
            value:
              message.for.kind === "person" && message.for.id ? (
                <PersonChip person={{ id: message.for.id, name: message.for.name }} />
              ) : (
                message.for.name
              ),
          },
          { label: words.callBack, value: message.callBackAt ? <Moment at={message.callBackAt} /> : null },
          { label: words.channel, value: t(CHANNELS[message.channel]) },
          { label: words.reference, value: message.reference },
        ]}
      />
      <Part title={t(words.way)}>
        <StateTrail
          stations={[
            { label: words.stateTaken, at: message.takenAt, by: message.takenBy.name },
            // Read at the desk itself, it never had to be delivered.
            ...(message.delivered || !message.read
              ? [{ label: words.stateDelivered, at: message.delivered?.at, by: message.delivered?.by }]
              : []),
            { label: words.stateRead, at: message.read?.at, by: message.read?.by },
            { label: words.stateActed, at: message.acted?.at, by: message.acted?.by, note: message.outcome },
            { label: words.stateTold, at: message.told?.at, by: message.told?.by },
          ]}
        />
      </Part>
      <Part title={t(words.attachments)} acts={<Attach id={id} />}>
        {attachments.length === 0 ? <p className={css["none"]}>{t(words.noAttachments)}</p> : null}
        <ul className={css["files"]}>
          {attachments.map((file) => (
            <li key={file.id}>
              <a href={fileAddress("message.attachment", { id: file.id })} download={file.name}>
                {file.name}
              </a>{" "}
              <span>
                {formatBytes(file.size, reader.lang)} · {file.by}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      {notes.length > 0 ? (
        <Part title={t(words.history)}>
          <ol className={css["notes"]}>
            {notes.map((note) => (
              <li key={note.id}>
                <Moment at={note.at} /> · {note.by} · {t(KINDS[note.kind] ?? words.kindNote)}
                {note.into ? (
                  <p>
                    <Link href={`/calendar/${note.into.id}`}>{t(words.becameEvent)}</Link>
                  </p>
                ) : (
                  <p>{note.text}</p>
                )}
              </li>
            ))}
          </ol>
        </Part>
      ) : null}
      {forwarded.length > 0 ? (
        <Part title={t(words.copies)}>
          <ul>
            {forwarded.map((copy) => (
              <li key={copy.id}>
                <Link href={`/messages/${copy.id}`}>{copy.for.name}</Link>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      <div className={css["last"]}>
        <TextField
          label={words.followUp}
          type="date"
          optional
          value={message.followUpOn ?? ""}
          onChange={(on) => quietly(run("message.follow-up", { id, on: on || null }, () => t(words.done)))}
        />
        {shown.mayRetractUntil ? (
          <ActButton
            label={words.takeBack}
            danger
            onAct={() => quietly(run("message.retract", { id }, () => t(words.stateRetracted)).then(() => onGone?.()))}
          />
        ) : null}
      </div>
    </Panel>
  );
};

const Sender = ({ from }: { from: Message["from"] }) =>
  from.personId ? <PersonChip person={{ id: from.personId, name: from.name }} /> : <>{from.name}</>;

const NextActs = ({
  message,
  open,
  doing,
  onDoing,
  onTell,
}: {
  message: Message;
  open: boolean;
  doing: Doing | undefined;
  onDoing(doing: Doing): void;
  onTell(): void;
}) => {
  const { me } = useSession();
  const [, go] = useLocation();
  return (
    <>
      {open && !message.acted ? <ActButton label={words.act} keys="d" main={doing === undefined} onAct={() => onDoing("act")} /> : null}
      {open && message.acted && !message.told ? <ActButton label={words.tell} keys="t" main onAct={onTell} /> : null}
      {message.from.email ? <ActButton label={words.reply} keys="r" onAct={() => onDoing("reply")} /> : null}
      <ActButton label={words.forward} keys="f" onAct={() => onDoing("forward")} />
      {open ? <ActButton label={words.reassign} keys="a" onAct={() => onDoing("reassign")} /> : null}
      <ActButton label={words.note} keys="n" onAct={() => onDoing("note")} />
      {me.duties.includes("calendar") ? (
        <ActButton label={words.intoEvent} keys="j" onAct={() => go(`/calendar/new?message=${message.id}`)} />
      ) : null}
    </>
  );
};

const LABELS = {
  act: words.actHelp,
  reply: words.answer,
  forward: words.noteLabel,
  reassign: words.noteLabel,
  note: words.noteLabel,
} as const;
const SAVES = { act: words.act, reply: words.send, forward: words.forward, reassign: words.reassign, note: words.note } as const;

const DoingForm = ({ doing, onSave, onCancel }: { doing: Doing; onSave(text: string, to: string): Promise<void>; onCancel(): void }) => {
  const [text, setText] = useState("");
  const [to, setTo] = useState<Chosen>({ ref: "", name: "" });
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const toSomebody = doing === "forward" || doing === "reassign";
  const save = (): void => {
    setBusy(true);
    onSave(text, to.ref || to.name)
      .catch(setRefusal)
      .finally(() => setBusy(false));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
      }}
    >
      <Stack gap="sm">
        {toSomebody ? (
          <WhomField
            label={words.forWhom}
            help={words.forHelp}
            path="to"
            refusal={refusal}
            types={["staff", "post", "group"]}
            withDesk
            value={to}
            onChange={setTo}
            autoFocus
          />
        ) : null}
        <ProseField
          label={LABELS[doing]}
          path={doing === "act" ? "outcome" : "text"}
          refusal={refusal}
          optional={toSomebody}
          required={!toSomebody}
          autoFocus={!toSomebody}
          value={text}
          onChange={setText}
        />
        <Group justify="flex-end">
          <ActButton label={words.cancel} keys="Escape" listen={false} onAct={onCancel} />
          <ActButton label={SAVES[doing]} keys="Mod+Enter" listen={false} main type="submit" loading={busy} onAct={() => undefined} />
        </Group>
      </Stack>
    </form>
  );
};

type Run = <N extends CommandName>(name: N, input: Input<N>, said: (output: Output<N>) => string) => Promise<void>;

const save = (doing: Doing, id: string, text: string, to: string, run: Run, t: ReturnType<typeof useSay>): Promise<void> => {
  const noted = text.trim() ? { note: text } : {};
  if (doing === "act") return run("message.act", { id, outcome: text }, () => t(words.done));
  if (doing === "reply") return run("message.reply", { id, text }, () => t(words.sent));
  if (doing === "note") return run("message.note", { id, text }, () => t(words.done));
  if (doing === "forward") return run("message.forward", { id, to, ...noted }, (copy) => t(words.forwarded, copy.for.name));
  return run("message.reassign", { id, to, ...noted }, (moved) => t(words.reassigned, moved.for.name));
};

const Attach = ({ id }: { id: string }) => {
  const toasts = useToasts();
  const t = useSay();
  const take = async (file: File | null): Promise<void> => {
    if (!file) return;
    try {
      await give("message.attach", { id, name: file.name, content: await inBase64(file) });
      changed(["message"]);
      toasts.done(t(words.done));
    } catch (trouble) {
      toasts.trouble(trouble);
    }
  };
  return (
    <FileButton onChange={(file) => void take(file)}>{({ onClick }) => <ActButton label={words.attach} onAct={onClick} />}</FileButton>
  );
};

import { Group, Stack, Switch } from "@mantine/core";
import { useRef, useState, type KeyboardEvent } from "react";
import { give, newKey, NoAnswer, WaitsForApproval, type Input } from "#web/api/client.ts";
import { changed } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, ProseField, TextField } from "#web/ui/field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { generalProblem } from "#web/ui/trouble.ts";
import { UrgencyChoice } from "#web/ui/urgency-choice.tsx";
import { dropDraft, firstDraft, keepDraft, type Draft } from "./draft.ts";
import type { Spoken } from "./spoken.ts";
import { WhomField } from "#web/ui/whom-field.tsx";
import { words } from "./words.ts";

/** How a command that got no answer is kept on this device; given by the shell. */
export type KeepForLater = (wish: { key: string; name: "message.take"; input: Input<"message.take">; title: string }) => Promise<void>;

const FIELDS = ["for", "from", "fromPhone", "fromEmail", "fromOrganisation", "subject", "body", "callBackAt"];
const CONFIDANT = 5;
const CHANNELS = [
  ["phone", words.byPhone],
  ["counter", words.byCounter],
  ["mail", words.byMail],
  ["other", words.byOther],
] as const;

const wishOf = ({ whom, from, body, urgency, channel, callBackAt, confidential, ...rest }: Draft): Input<"message.take"> => ({
  for: whom.ref || whom.name,
  from: from.ref || from.name,
  body,
  urgency,
  channel,
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== "")),
  ...(callBackAt ? { callBackAt: new Date(callBackAt).toISOString() } : {}),
  ...(confidential ? { confidentialFrom: CONFIDANT } : {}),
});

/** Takes a message: two names and a sentence, without the mouse. What was typed stays until it is saved, on the server or on this device. */
export const Composer = ({
  spoken,
  keepForLater,
  onDone,
  onCancel,
}: {
  spoken?: Spoken | undefined;
  keepForLater?: KeepForLater;
  onDone(id?: string): void;
  onCancel?: () => void;
}) => {
  const t = useSay();
  const toasts = useToasts();
  const key = useRef(newKey());
  const [draft, setDraft] = useState<Draft>(() => firstDraft(spoken));
  const [wide, setWide] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const { whom, from, body, urgency, channel } = draft;
  const set =
    <F extends keyof Draft>(field: F) =>
    (value: Draft[F]): void =>
      setDraft((before) => {
        const after = { ...before, [field]: value };
        keepDraft(after);
        return after;
      });
  const keep = async (): Promise<void> => {
    if (!keepForLater) return setRefusal(new NoAnswer());
    await keepForLater({ key: key.current, name: "message.take", input: wishOf(draft), title: `${from.name} → ${whom.name}` });
    toasts.done(t(words.kept));
    onDone();
  };
  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      const { id, for: recipient } = await give("message.take", wishOf(draft), key.current);
      changed(["message"]);
      dropDraft();
      toasts.done(t(words.saved, recipient.name), { undo: () => give("message.retract", { id }).then(() => changed(["message"])) });
      onDone(id);
    } catch (error) {
      if (error instanceof NoAnswer) await keep();
      else if (error instanceof WaitsForApproval) {
        toasts.done(error.message);
        onDone();
      } else {
        // The refusal was for this wish; a mended one is another.
        key.current = newKey();
        setRefusal(error);
      }
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  const general = generalProblem(refusal, t, FIELDS);

  return (
    <form
      aria-label={t(words.take)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={onKeyDown}
    >
      <Stack gap="md">
        <WhomField
          label={words.forWhom}
          help={words.forHelp}
          path="for"
          refusal={refusal}
          types={["staff", "post", "group"]}
          withDesk
          value={whom}
          onChange={set("whom")}
          autoFocus={whom.name === ""}
        />
        <WhomField
          label={words.from}
          help={words.fromHelp}
          path="from"
          refusal={refusal}
          free
          types={["contact", "staff"]}
          value={from}
          onChange={set("from")}
          autoFocus={whom.name !== "" && from.name === ""}
        />
        <TextField
          label={words.phone}
          path="fromPhone"
          refusal={refusal}
          optional
          type="tel"
          inputMode="tel"
          value={draft.fromPhone}
          onChange={set("fromPhone")}
        />
        <ProseField
          label={words.body}
          path="body"
          refusal={refusal}
          required
          value={body}
          onChange={set("body")}
          autoFocus={whom.name !== "" && from.name !== ""}
        />
        <UrgencyChoice value={urgency} onChange={set("urgency")} />
        {wide ? (
          <>
            <ChoiceField
              label={words.channel}
              value={channel}
              onChange={(value) => set("channel")(value as Draft["channel"])}
              choices={CHANNELS.map(([value, label]) => ({ value, label: t(label) }))}
            />
            <TextField label={words.subject} path="subject" refusal={refusal} optional value={draft.subject} onChange={set("subject")} />
            <TextField
              label={words.email}
              path="fromEmail"
              refusal={refusal}
              optional
              type="email"
              value={draft.fromEmail}
              onChange={set("fromEmail")}
            />
            <TextField
              label={words.organisation}
              path="fromOrganisation"
              refusal={refusal}
              optional
              value={draft.fromOrganisation}
              onChange={set("fromOrganisation")}
            />
            <TextField
              label={words.callBack}
              path="callBackAt"
              refusal={refusal}
              optional
              type="datetime-local"
              value={draft.callBackAt}
              onChange={set("callBackAt")}
            />
            <Switch
              label={t(words.confidential)}
              checked={draft.confidential}
              onChange={(event) => set("confidential")(event.currentTarget.checked)}
            />
          </>
        ) : null}
        {general ? <Notice kind="trouble">{general}</Notice> : null}
        <Group justify="space-between">
          <ActButton label={wide ? words.less : words.more} onAct={() => setWide(!wide)} />
          <Group>
            {onCancel ? <ActButton label={words.cancel} onAct={onCancel} /> : null}
            <ActButton label={words.save} keys="Mod+Enter" listen={false} main loading={busy} type="submit" onAct={() => undefined} />
          </Group>
        </Group>
      </Stack>
    </form>
  );
};

import { Group, Stack, Switch } from "@mantine/core";
import { useRef, useState, type KeyboardEvent } from "react";
import { give, newKey, NoAnswer, WaitsForApproval, type Input } from "#web/api/client.ts";
import { changed } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, ProseField, TextField } from "#web/ui/field.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { generalProblem } from "#web/ui/trouble.ts";
import { UrgencyChoice } from "#web/ui/urgency-choice.tsx";
import type { Urgency } from "#web/ui/urgency.tsx";
import type { Spoken } from "./spoken.ts";
import { WhomField, type Chosen } from "./whom-field.tsx";
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
type Channel = (typeof CHANNELS)[number][0];

const named = (name: string): Chosen => ({ ref: "", name });

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
  const [whom, setWhom] = useState(named(spoken?.for ?? ""));
  const [from, setFrom] = useState(named(spoken?.from ?? ""));
  const [body, setBody] = useState(spoken?.body ?? "");
  const [urgency, setUrgency] = useState<Urgency>("routine");
  const [channel, setChannel] = useState<Channel>("phone");
  const [rest, setRest] = useState({ fromPhone: "", fromEmail: "", fromOrganisation: "", subject: "", callBackAt: "" });
  const [confidential, setConfidential] = useState(false);
  const [wide, setWide] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const set = (field: keyof typeof rest) => (value: string) => setRest((all) => ({ ...all, [field]: value }));

  const input = (): Input<"message.take"> => ({
    for: whom.ref || whom.name,
    from: from.ref || from.name,
    body,
    urgency,
    channel,
    ...Object.fromEntries(Object.entries(rest).filter(([field, value]) => value !== "" && field !== "callBackAt")),
    ...(rest.callBackAt ? { callBackAt: new Date(rest.callBackAt).toISOString() } : {}),
    ...(confidential ? { confidentialFrom: CONFIDANT } : {}),
  });
  const keep = async (): Promise<void> => {
    if (!keepForLater) return setRefusal(new NoAnswer());
    await keepForLater({ key: key.current, name: "message.take", input: input(), title: `${from.name} → ${whom.name}` });
    toasts.done(t(words.kept));
    onDone();
  };
  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      const { id, for: recipient } = await give("message.take", input(), key.current);
      changed(["message"]);
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
          onChange={setWhom}
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
          onChange={setFrom}
          autoFocus={whom.name !== "" && from.name === ""}
        />
        <TextField
          label={words.phone}
          path="fromPhone"
          refusal={refusal}
          optional
          type="tel"
          inputMode="tel"
          value={rest.fromPhone}
          onChange={set("fromPhone")}
        />
        <ProseField
          label={words.body}
          path="body"
          refusal={refusal}
          required
          value={body}
          onChange={setBody}
          data-autofocus={whom.name !== "" && from.name !== "" ? true : undefined}
        />
        <UrgencyChoice value={urgency} onChange={setUrgency} />
        {wide ? (
          <>
            <ChoiceField
              label={words.channel}
              value={channel}
              onChange={(value) => setChannel(value as Channel)}
              choices={CHANNELS.map(([value, label]) => ({ value, label: t(label) }))}
            />
            <TextField label={words.subject} path="subject" refusal={refusal} optional value={rest.subject} onChange={set("subject")} />
            <TextField
              label={words.email}
              path="fromEmail"
              refusal={refusal}
              optional
              type="email"
              value={rest.fromEmail}
              onChange={set("fromEmail")}
            />
            <TextField
              label={words.organisation}
              path="fromOrganisation"
              refusal={refusal}
              optional
              value={rest.fromOrganisation}
              onChange={set("fromOrganisation")}
            />
            <TextField
              label={words.callBack}
              path="callBackAt"
              refusal={refusal}
              optional
              type="datetime-local"
              value={rest.callBackAt}
              onChange={set("callBackAt")}
            />
            <Switch
              label={t(words.confidential)}
              checked={confidential}
              onChange={(event) => setConfidential(event.currentTarget.checked)}
            />
          </>
        ) : null}
        {general ? <p role="alert">{general}</p> : null}
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

import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give } from "#web/api/client.ts";
import { changed } from "#web/api/hooks.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatRupiah } from "#web/i18n/numbers.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { ProseField, TextField } from "#web/ui/field.tsx";
import { Opened } from "#web/ui/opened.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { atField } from "#web/ui/trouble.ts";
import { WhomField, type Chosen } from "#web/ui/whom-field.tsx";
import { PeriodFields, type Period } from "./period-fields.tsx";
import { piecesOf, ScopeFields, type Scope } from "./scope-fields.tsx";
import { words } from "./words.ts";

const NOBODY: Chosen = { ref: "", name: "" };
const ALL: Scope = { kind: "all", duties: ["messages"], commands: [] };
const UNKNOWN: Period = { begins: "", ends: "", timed: false };
const FIELDS = ["delegate", "scope", "ceiling", "begins", "ends", "reason"];
const TOPICS = ["mandate", "attention", "person"];
/** Which field each refusal is about. */
const PLACES = {
  DELEGATE_UNKNOWN: "delegate",
  MANDATE_TO_ONESELF: "delegate",
  MANDATE_CIRCULAR: "delegate",
  MANDATE_BACKDATED: "begins",
  MANDATE_TIME_UNCLEAR: "ends",
  MANDATE_OUT_OF_ORDER: "ends",
  MANDATE_TOO_LONG: "ends",
  MANDATE_SCOPE_UNKNOWN: "scope",
  MANDATE_LENT_TWICE: "scope",
};

/** Whole rupiah as people type them ("10.000.000", "Rp 10.000.000") in minor units; undefined when there is no figure. */
const minorOf = (text: string): number | undefined => {
  const digits = text.replace(/[^\d]/g, "");
  return digits === "" ? undefined : Number(digits) * 100;
};

/** Gives it, and lets it be taken back for a minute. */
const useGiving = (onDone: (id: string) => void) => {
  const t = useSay();
  const form = useRun();
  const toasts = useToasts();
  const send = (wish: Parameters<typeof give<"mandate.give">>[1]): void =>
    void form.run(
      async () => {
        const { id } = await give("mandate.give", wish);
        toasts.done(t(words.givenToast), { undo: () => give("mandate.revoke", { id }).then(() => changed(TOPICS)) });
        onDone(id);
      },
      undefined,
      TOPICS,
    );
  return { form, send };
};

/** Lends authority: to whom, what, how much, until when, and why. */
export const GivePanel = ({ onDone, onCancel }: { onDone(id: string): void; onCancel(): void }) => {
  const t = useSay();
  const { lang } = useReader();
  const { form, send } = useGiving(onDone);
  const [delegate, setDelegate] = useState<Chosen>(NOBODY);
  const [scope, setScope] = useState<Scope>(ALL);
  const [ceiling, setCeiling] = useState("");
  const [period, setPeriod] = useState<Period>(UNKNOWN);
  const [reason, setReason] = useState("");
  const most = minorOf(ceiling);
  const refusal = atField(form.refusal, PLACES);
  const submit = (): void =>
    send({
      delegate: delegate.ref.replace(/^\w+:/, "") || delegate.name,
      scope: piecesOf(scope),
      ...(most === undefined ? {} : { ceiling: most }),
      ...(period.begins ? { begins: period.begins } : {}),
      ends: period.ends,
      reason,
    });
  return (
    <Opened title={t(words.give)} hint={t(words.hint)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <Stack gap="md">
          <Trouble of={{ refusal }} fields={FIELDS} />
          <WhomField
            label={words.toWhom}
            help={words.toWhomHelp}
            path="delegate"
            refusal={refusal}
            types={["staff"]}
            value={delegate}
            onChange={setDelegate}
            autoFocus
          />
          <ScopeFields scope={scope} refusal={refusal} onScope={setScope} />
          <TextField
            label={words.ceiling}
            help={most === undefined ? words.ceilingHelp : ceilingSaid(most, lang)}
            path="ceiling"
            refusal={refusal}
            optional
            inputMode="numeric"
            value={ceiling}
            onChange={setCeiling}
          />
          <PeriodFields period={period} refusal={refusal} onPeriod={setPeriod} />
          <ProseField
            label={words.why}
            help={words.reasonHelp}
            path="reason"
            refusal={refusal}
            required
            minRows={2}
            value={reason}
            onChange={setReason}
          />
          <Group>
            <ActButton label={words.give} keys="Mod+Enter" listen={false} main type="submit" loading={form.busy} onAct={() => undefined} />
            <ActButton label={words.cancel} onAct={onCancel} />
          </Group>
        </Stack>
      </form>
    </Opened>
  );
};

// Both languages say the sum as this reader writes it: only one of them is on the screen.
const ceilingSaid = (minor: number, lang: "id" | "en") => {
  const sum = formatRupiah(minor, lang);
  return { id: words.ceilingIs.id(sum), en: words.ceilingIs.en(sum) };
};

import { Checkbox, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ProseField, TextField } from "#web/ui/field.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { Opened } from "#web/ui/opened.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { WhomField, type Chosen } from "#web/ui/whom-field.tsx";
import { useSession } from "#web/app/session.tsx";
import { words } from "./words.ts";

const NOBODY: Chosen = { ref: "", name: "" };
const FIELDS = ["delegate", "scope", "ceiling", "begins", "ends", "reason"];

/** Rupiah as people type them ("10.000.000", "Rp 2,5 juta" is refused by the server) to minor units. */
const minorOf = (text: string): number | undefined => {
  const digits = text.replace(/[^\d]/g, "");
  return digits === "" ? undefined : Number(digits) * 100;
};

/** Lends authority: to whom, what, how much, until when, and why. */
export const GivePanel = ({ onDone, onCancel }: { onDone(id: string): void; onCancel(): void }) => {
  const t = useSay();
  const form = useRun();
  const { company } = useSession();
  const [delegate, setDelegate] = useState<Chosen>(NOBODY);
  const [some, setSome] = useState(false);
  const [duties, setDuties] = useState<string[]>(["messages"]);
  const [ceiling, setCeiling] = useState("");
  const [begins, setBegins] = useState("");
  const [ends, setEnds] = useState("");
  const [reason, setReason] = useState("");
  const send = (): void =>
    void form.run(
      async () => {
        const most = minorOf(ceiling);
        const given = await give("mandate.give", {
          delegate: delegate.ref.replace(/^staff:/, "") || delegate.name,
          scope: some ? duties.map((name) => `duty:${name}`) : ["everything"],
          ...(most === undefined ? {} : { ceiling: most }),
          ...(begins ? { begins } : {}),
          ends,
          reason,
        });
        onDone(given.id);
      },
      t(words.givenToast),
      ["mandate", "attention", "person"],
    );
  return (
    <Opened title={t(words.give)} hint={t(words.hint)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack gap="md">
          <Trouble of={form} fields={FIELDS} />
          <WhomField
            label={words.toWhom}
            help={words.toWhomHelp}
            path="delegate"
            refusal={form.refusal}
            types={["staff"]}
            value={delegate}
            onChange={setDelegate}
            autoFocus
          />
          <Filters
            label={words.what}
            value={some ? "some" : "all"}
            onChange={(value) => setSome(value === "some")}
            filters={[
              { value: "all", label: words.everything },
              { value: "some", label: words.onlySome },
            ]}
          />
          {some ? (
            <Checkbox.Group label={t(words.duties)} value={duties} onChange={setDuties}>
              <Stack gap="xs" mt="xs">
                {company.duties
                  .filter(({ on }) => on)
                  .map(({ name, title }) => (
                    <Checkbox key={name} value={name} label={t(title)} />
                  ))}
              </Stack>
            </Checkbox.Group>
          ) : null}
          <TextField
            label={words.ceiling}
            help={words.ceilingHelp}
            path="ceiling"
            refusal={form.refusal}
            optional
            inputMode="numeric"
            value={ceiling}
            onChange={setCeiling}
          />
          <Group grow align="flex-start">
            <TextField
              label={words.fromDay}
              help={words.now}
              path="begins"
              refusal={form.refusal}
              optional
              type="date"
              value={begins}
              onChange={setBegins}
            />
            <TextField
              label={words.lastDay}
              help={words.lastDayHelp}
              path="ends"
              refusal={form.refusal}
              required
              type="date"
              value={ends}
              onChange={setEnds}
            />
          </Group>
          <ProseField
            label={words.why}
            help={words.reasonHelp}
            path="reason"
            refusal={form.refusal}
            required
            value={reason}
            onChange={setReason}
          />
          <Group>
            <ActButton label={words.give} main type="submit" loading={form.busy} onAct={() => undefined} />
            <ActButton label={words.cancel} onAct={onCancel} />
          </Group>
        </Stack>
      </form>
    </Opened>
  );
};

import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { words as kit } from "#web/ui/words.ts";
import { MailFields, mailOf, NO_MAIL, type MailDraft } from "./mail-fields.tsx";
import { ReceivingSection } from "./receiving-section.tsx";
import { words } from "./words.ts";

/** How mail goes out, and how it comes in. */
export const MailPart = () => {
  const { data } = useAsk("mail.show", {});
  return (
    <>
      {data ? <OutgoingForm key={String(data.set)} present={data} /> : <WaitingRows rows={3} />}
      <ReceivingSection />
    </>
  );
};

const draftOf = ({ host, port, security, user, fromName, fromAddress }: Output<"mail.show">): MailDraft => ({
  ...NO_MAIL,
  ...(host ? { host } : {}),
  ...(port ? { port: String(port) } : {}),
  ...(security ? { security: security as MailDraft["security"] } : {}),
  ...(user ? { user } : {}),
  ...(fromName ? { fromName } : {}),
  ...(fromAddress ? { fromAddress } : {}),
});

const OutgoingForm = ({ present }: { present: Output<"mail.show"> }) => {
  const t = useSay();
  const form = useRun();
  const [draft, setDraft] = useState(() => draftOf(present));
  return (
    <Section title={t(words.mail)} help={t(words.mailHelp)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void form.run(() => give("mail.set", { ...mailOf(draft), tryIt: true }), t(words.mailWorks), ["mail", "setting"]);
        }}
      >
        <Stack gap="md" maw={560}>
          <MailFields draft={draft} onChange={setDraft} refusal={form.refusal} keepsPassword={present.set} />
          <Trouble of={form} fields={Object.keys(NO_MAIL)} />
          <Group>
            <ActButton label={kit.save} main type="submit" loading={form.busy} onAct={() => undefined} />
          </Group>
        </Stack>
      </form>
    </Section>
  );
};

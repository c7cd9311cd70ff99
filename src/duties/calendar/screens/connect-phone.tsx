import { Stack } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { ProofHome, useProof } from "#duties/access/screens/proof.tsx";
import { useSession } from "#web/app/session.tsx";
import { give } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { SecretLine } from "#web/ui/secret-line.tsx";
import { Section } from "#web/ui/section.tsx";
import { settingsWords as words } from "./settings-words.ts";
import css from "./settings-page.module.css";

const YEAR_DAYS = 365;
const SCOPE = ["calendar.*", "event.*"];

/** How to see the same calendar on a telephone: an address, a name, and a password for that device alone. */
export const ConnectPhone = () => (
  <ProofHome>
    <Connecting />
  </ProofHome>
);

const Connecting = () => {
  const proving = useProof();
  const t = useSay();
  const { me } = useSession();
  const run = useRun();
  const [label, setLabel] = useState("");
  const [password, setPassword] = useState<string | undefined>();
  const make = (): void =>
    void run.run(
      async () => setPassword((await proving(() => give("token.create", { label: label.trim(), scope: SCOPE, days: YEAR_DAYS }))).token),
      undefined,
      ["token"],
    );
  return (
    <Section title={t(words.phone)} help={t(words.phoneHelp)}>
      {password ? (
        <ol className={css["steps"]}>
          <li>{t(words.stepOpen)}</li>
          <li>
            {t(words.stepServer)} <SecretLine value={`${window.location.origin}/dav/`} />
          </li>
          <li>
            {t(words.stepUser)} <SecretLine value={me.email ?? me.name} />
          </li>
          <li>
            {t(words.stepPassword)} <SecretLine value={password} />
          </li>
        </ol>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            make();
          }}
        >
          <Stack gap="sm" maw={420}>
            <TextField
              label={words.device}
              path="label"
              refusal={run.refusal}
              required
              placeholder={t(words.deviceExample)}
              value={label}
              onChange={setLabel}
            />
            <Trouble of={run} fields={["label"]} />
            <div>
              <ActButton label={words.makePassword} type="submit" loading={run.busy} onAct={() => undefined} />
            </div>
          </Stack>
        </form>
      )}
      <Link href="/settings/tokens">{t(words.manageTokens)}</Link>
    </Section>
  );
};

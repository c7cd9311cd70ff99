import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { ask, give, type Input, type Output } from "#web/api/client.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { QrCode } from "#web/ui/qr-code.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { SecretLine } from "#web/ui/secret-line.tsx";
import { Section } from "#web/ui/section.tsx";
import { words } from "./account-words.ts";
import { useProof } from "./proof.tsx";

/** The second factor: set up by a picture, confirmed by a code, with codes for the day the phone is gone. */
export const TotpSection = () => {
  const t = useSay();
  const { me } = useSession();
  const proving = useProof();
  const form = useRun();
  const [begun, setBegun] = useState<Output<"totp.begin"> | undefined>();
  const [codes, setCodes] = useState<readonly string[] | undefined>();
  const begin = (): void => void form.run(async () => setBegun(await proving(() => ask("totp.begin", {}))));
  const renew = (): void => void form.run(async () => setCodes((await proving(() => give("recovery.renew", {}))).recoveryCodes));
  const disable = (): void => void form.run(() => proving(() => give("totp.disable", {})), t(words.totpDisabled), ["session"]);
  const acts = me.totp ? (
    <>
      <ActButton label={words.recoveryRenew} onAct={renew} />
      <ActButton label={words.totpDisable} danger onAct={disable} />
    </>
  ) : begun ? null : (
    <ActButton label={words.totpBegin} loading={form.busy} onAct={begin} />
  );
  return (
    <Section
      title={
        <>
          {t(words.totp)} <span className="k-optional">· {t(me.totp ? words.totpOn : words.totpOff)}</span>
        </>
      }
      help={t(words.totpHelp)}
      acts={codes ? null : acts}
    >
      <Trouble of={form} />
      {begun && !codes ? <Confirm begun={begun} onCodes={setCodes} onCancel={() => setBegun(undefined)} /> : null}
      {codes ? (
        <Codes
          codes={codes}
          onDone={() => {
            setCodes(undefined);
            setBegun(undefined);
          }}
        />
      ) : null}
    </Section>
  );
};

const Confirm = ({
  begun,
  onCodes,
  onCancel,
}: {
  begun: Output<"totp.begin">;
  onCodes(codes: readonly string[]): void;
  onCancel(): void;
}) => {
  const t = useSay();
  const form = useRun();
  const [code, setCode] = useState("");
  const confirm = (): void =>
    void form.run(async () => onCodes((await give("totp.confirm", { code } as Input<"totp.confirm">)).recoveryCodes), undefined, [
      "session",
    ]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      <Stack gap="md" maw={420}>
        <p>{t(words.totpScan)}</p>
        <QrCode text={begun.uri} label={words.qr} />
        <p>{t(words.totpByHand)}</p>
        <SecretLine value={begun.secret} />
        <Trouble of={form} fields={["code"]} />
        <TextField
          label={words.code}
          path="code"
          refusal={form.refusal}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          autoFocus
          value={code}
          onChange={setCode}
        />
        <Group>
          <ActButton label={words.totpConfirm} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onCancel} />
        </Group>
      </Stack>
    </form>
  );
};

const Codes = ({ codes, onDone }: { codes: readonly string[]; onDone(): void }) => {
  const t = useSay();
  return (
    <Stack gap="md" maw={420}>
      <h3>{t(words.recovery)}</h3>
      <p>{t(words.recoveryHelp)}</p>
      <SecretLine value={codes.join("\n")} />
      <Group>
        <ActButton label={words.done} main onAct={onDone} />
      </Group>
    </Stack>
  );
};

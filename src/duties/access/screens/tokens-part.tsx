import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatMoment, formatSince } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { IconKey, IconPlus } from "#web/ui/icons.ts";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { SecretLine } from "#web/ui/secret-line.tsx";
import { Section } from "#web/ui/section.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { words } from "./account-words.ts";
import { ProofHome, useProof } from "./proof.tsx";

type Token = Output<"token.list">["tokens"][number];

const USUAL_DAYS = "90";

/** Tokens for one's own scripts and programs. */
export const TokensPart = () => (
  <ProofHome>
    <Tokens />
  </ProofHome>
);

const Tokens = () => {
  const t = useSay();
  const form = useRun();
  const { data } = useAsk("token.list", {});
  const [making, setMaking] = useState(false);
  const [token, setToken] = useState<string | undefined>();
  const tokens = data?.tokens ?? [];
  return (
    <Section
      title={t(words.tokens)}
      help={t(words.tokensHelp)}
      acts={
        making ? null : <ActButton label={words.newToken} icon={<IconPlus size={18} aria-hidden />} main onAct={() => setMaking(true)} />
      }
    >
      {making ? (
        <TokenForm
          onCancel={() => setMaking(false)}
          onMade={(made) => {
            setToken(made);
            setMaking(false);
          }}
        />
      ) : null}
      {token ? (
        <>
          <Notice kind="good">{t(words.tokenOnce)}</Notice>
          <SecretLine value={token} />
        </>
      ) : null}
      <Trouble of={form} />
      {data && tokens.length === 0 ? <p>{t(words.noTokens)}</p> : null}
      {tokens.length > 0 ? (
        <Rows>
          {tokens.map((one) => (
            <TokenRow
              key={one.id}
              token={one}
              onRevoke={() => void form.run(() => give("token.revoke", { id: one.id }), t(words.revoked), ["token"])}
            />
          ))}
        </Rows>
      ) : null}
    </Section>
  );
};

const TokenRow = ({ token, onRevoke }: { token: Token; onRevoke(): void }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const { label, scope, expiresAt, seenAt, state } = token;
  const over = { active: null, expired: words.expired, revoked: words.wasRevoked }[state];
  const said = [
    scope.join(" "),
    t(words.until, formatMoment(expiresAt, reader, now)),
    seenAt ? t(words.used, formatSince(seenAt, reader, now)) : t(words.neverUsed),
  ];
  return (
    <Row
      icon={<IconKey size={22} aria-hidden />}
      title={label}
      mark={over ? t(over) : null}
      hint={said.join(" · ")}
      acts={state === "active" ? <ActButton label={words.revoke} danger onAct={onRevoke} /> : null}
    />
  );
};

const TokenForm = ({ onMade, onCancel }: { onMade(token: string): void; onCancel(): void }) => {
  const proving = useProof();
  const form = useRun();
  const [label, setLabel] = useState("");
  const [scope, setScope] = useState("*");
  const [days, setDays] = useState(USUAL_DAYS);
  const make = (): void =>
    void form.run(
      async () => {
        const wish = { label, scope: scope.split(/[\s,]+/).filter(Boolean), days: Number(days) };
        onMade((await proving(() => give("token.create", wish))).token);
      },
      undefined,
      ["token"],
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <Stack gap="md" maw={480}>
        <Trouble of={form} fields={["label", "scope", "days"]} />
        <TextField label={words.tokenLabel} path="label" refusal={form.refusal} required autoFocus value={label} onChange={setLabel} />
        <TextField
          label={words.tokenScope}
          help={words.tokenScopeHelp}
          path="scope"
          refusal={form.refusal}
          required
          spellCheck={false}
          value={scope}
          onChange={setScope}
        />
        <TextField
          label={words.tokenDays}
          path="days"
          refusal={form.refusal}
          required
          inputMode="numeric"
          value={days}
          onChange={setDays}
        />
        <Group>
          <ActButton label={words.makeToken} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onCancel} />
        </Group>
      </Stack>
    </form>
  );
};

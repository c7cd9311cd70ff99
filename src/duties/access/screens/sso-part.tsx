import { Group, Stack, Switch } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { PasswordField, TextField } from "#web/ui/field.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { SecretLine } from "#web/ui/secret-line.tsx";
import { Section } from "#web/ui/section.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { words } from "./users-words.ts";

/** The company's own sign-on server. */
export const SsoPart = () => {
  const { data } = useAsk("oidc.get", {});
  return data ? <SsoForm key={data.issuer ?? ""} present={data} /> : <WaitingRows rows={3} />;
};

const SsoForm = ({ present }: { present: Output<"oidc.get"> }) => {
  const t = useSay();
  const form = useRun();
  const [draft, setDraft] = useState({
    issuer: present.issuer ?? "",
    clientId: present.clientId ?? "",
    clientSecret: "",
    label: present.label,
    domains: present.domains.join(" "),
  });
  const [switches, setSwitches] = useState({
    createUsers: present.createUsers,
    trustEmail: present.trustEmail,
    inOffice: present.inOffice,
  });
  const at = (field: keyof typeof draft) => ({
    path: field,
    refusal: form.refusal,
    value: draft[field],
    onChange: (value: string): void => setDraft((before) => ({ ...before, [field]: value })),
  });
  const save = (): void => {
    const { clientSecret, domains, ...rest } = draft;
    const wish = {
      ...rest,
      ...switches,
      domains: domains.split(/[\s,]+/).filter(Boolean),
      ...(clientSecret ? { clientSecret } : {}),
    };
    void form.run(() => give("oidc.set", wish), t(words.ssoOn), ["oidc", "session"]);
  };
  return (
    <Section title={t(words.sso)} help={t(words.ssoHelp)}>
      <p>{t(words.callback)}</p>
      <SecretLine value={present.callbackUrl} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="md" maw={520}>
          <Trouble of={form} fields={Object.keys(draft)} />
          <TextField label={words.issuer} required type="url" placeholder="https://" {...at("issuer")} />
          <TextField label={words.clientId} required autoComplete="off" {...at("clientId")} />
          <PasswordField
            label={words.clientSecret}
            help={present.hasSecret ? words.secretKept : undefined}
            autoComplete="new-password"
            {...at("clientSecret")}
          />
          <TextField label={words.label} required {...at("label")} />
          <TextField label={words.domains} help={words.domainsHelp} optional spellCheck={false} {...at("domains")} />
          {(["createUsers", "trustEmail", "inOffice"] as const).map((field) => (
            <Switch
              key={field}
              label={t(words[field])}
              checked={switches[field]}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                setSwitches((before) => ({ ...before, [field]: checked }));
              }}
            />
          ))}
          <Group>
            <ActButton label={words.turnOn} main type="submit" loading={form.busy} onAct={() => undefined} />
            {present.issuer ? (
              <ActButton
                label={words.turnOff}
                danger
                onAct={() => void form.run(() => give("oidc.unset", {}), t(words.ssoOff), ["oidc", "session"])}
              />
            ) : null}
          </Group>
        </Stack>
      </form>
    </Section>
  );
};

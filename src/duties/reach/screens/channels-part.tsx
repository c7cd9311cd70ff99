import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { capital } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { IconBell, IconDeviceMobile, IconLink, IconMail } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { ChannelForm } from "./channel-form.tsx";
import { words } from "./settings-words.ts";

type Channel = Output<"channel.list">["channels"][number];

const ICONS = { push: IconBell, ntfy: IconBell, email: IconMail, sms: IconDeviceMobile, webhook: IconLink } as const;
const TOUCHES = ["channel", "push"];

/** By what the company tells its people; each can be tried on the spot. */
export const ChannelsPart = () => {
  const t = useSay();
  const { data } = useAsk("channel.list", {});
  return (
    <Section title={t(words.channels)} help={t(words.channelsHelp)}>
      {data ? (
        <Rows>
          {data.channels.map((channel) => (
            <ChannelRow key={channel.channel} channel={channel} />
          ))}
        </Rows>
      ) : (
        <WaitingRows rows={3} />
      )}
    </Section>
  );
};

const ChannelRow = ({ channel: { channel, name, ready, settings } }: { channel: Channel }) => {
  const t = useSay();
  const form = useRun();
  const [doing, setDoing] = useState<"set" | "test" | undefined>();
  const Icon = ICONS[channel];
  return (
    <>
      <Row
        icon={<Icon size={22} aria-hidden />}
        title={capital(t(name))}
        mark={t(ready ? words.ready : words.notReady)}
        hint={Object.values(settings).join(" · ") || null}
        acts={
          <>
            {ready ? <ActButton label={words.test} onAct={() => setDoing("test")} /> : null}
            <ActButton label={ready ? words.change : words.setUp} main={!ready} onAct={() => setDoing("set")} />
            {ready ? (
              <ActButton
                label={words.switchOff}
                danger
                onAct={() => void form.run(() => give("channel.clear", { channel }), t(words.cleared), TOUCHES)}
              />
            ) : null}
          </>
        }
      />
      {form.refusal ? (
        <li>
          <Trouble of={form} />
        </li>
      ) : null}
      {doing ? (
        <li>
          {doing === "set" ? (
            <ChannelForm channel={channel} shown={settings} onClose={() => setDoing(undefined)} />
          ) : (
            <TestForm channel={channel} onClose={() => setDoing(undefined)} />
          )}
        </li>
      ) : null}
    </>
  );
};

const TestForm = ({ channel, onClose }: { channel: Channel["channel"]; onClose(): void }) => {
  const t = useSay();
  const form = useRun();
  const [to, setTo] = useState("");
  const [told, setTold] = useState<Output<"channel.test"> | undefined>();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void form.run(async () => setTold(await give("channel.test", { channel, ...(to.trim() ? { to: to.trim() } : {}) })));
      }}
    >
      <Stack gap="sm" maw={480} pb="md">
        <Trouble of={form} fields={["to"]} />
        {told ? <Notice kind={told.works ? "good" : "trouble"}>{t(told.text)}</Notice> : null}
        <TextField label={words.testTo} help={words.testToHelp} path="to" refusal={form.refusal} autoFocus value={to} onChange={setTo} />
        <Group>
          <ActButton label={words.send} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onClose} />
        </Group>
      </Stack>
    </form>
  );
};

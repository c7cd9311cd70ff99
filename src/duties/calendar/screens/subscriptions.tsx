import { Group, Stack, Switch } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatSince } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { ProseField, TextField } from "#web/ui/field.tsx";
import { IconPlus, IconRefresh, IconTrash, IconWorld } from "#web/ui/icons.ts";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { settingsWords as words } from "./settings-words.ts";

type Subscription = Output<"subscription.list">["subscriptions"][number];
type Sources = Output<"subscription.sources">;

const TOPICS = ["subscription", "calendar", "event"];

/** Calendars that are kept elsewhere and shown here; an administrator says from where they may be read. */
export const Subscriptions = () => {
  const t = useSay();
  const { me } = useSession();
  const run = useRun();
  const [adding, setAdding] = useState(false);
  const { data } = useAsk("subscription.list", {});
  const { data: sources } = useAsk("subscription.sources", {});
  const all = data?.subscriptions ?? [];
  return (
    <Section
      title={t(words.subscriptions)}
      help={t(words.subscriptionsHelp)}
      acts={<ActButton label={words.subscribe} icon={<IconPlus size={18} aria-hidden />} onAct={() => setAdding(true)} />}
    >
      <Trouble of={run} />
      {all.length > 0 ? (
        <Rows>
          {all.map((one) => (
            <SubscriptionRow
              key={one.calendarId}
              one={one}
              onRead={() => void run.run(() => give("subscription.refresh", { calendarId: one.calendarId }), t(words.readingNow), TOPICS)}
              onRemove={() =>
                void run.run(() => give("calendar.remove", { id: one.calendarId, withEvents: true }), t(words.unsubscribed), TOPICS)
              }
            />
          ))}
        </Rows>
      ) : null}
      {sources && me.role === "administrator" ? <SourcesForm key={JSON.stringify(sources)} sources={sources} /> : null}
      <Dialog title={t(words.subscribe)} open={adding} onClose={() => setAdding(false)}>
        {adding ? <SubscribeForm sources={sources} onDone={() => setAdding(false)} /> : null}
      </Dialog>
    </Section>
  );
};

const SubscriptionRow = ({ one, onRead, onRemove }: { one: Subscription; onRead(): void; onRemove(): void }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  return (
    <Row
      icon={<IconWorld size={20} aria-hidden />}
      title={one.name}
      hint={[one.site, one.readAt ? t(words.readAt, formatSince(one.readAt, reader, now)) : t(words.notReadYet)].join(" · ")}
      mark={one.trouble ? t(one.trouble) : null}
      acts={
        <>
          <ActButton label={words.readNow} icon={<IconRefresh size={18} aria-hidden />} onAct={onRead} />
          <ActButton label={words.unsubscribe} danger icon={<IconTrash size={18} aria-hidden />} onAct={onRemove} />
        </>
      }
    />
  );
};

const SubscribeForm = ({ sources, onDone }: { sources: Sources | undefined; onDone(): void }) => {
  const t = useSay();
  const form = useRun();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [counts, setCounts] = useState(false);
  const save = (): void =>
    void form
      .run(() => give("subscription.add", { name: name.trim(), url: url.trim(), counts }), t(words.subscribed), TOPICS)
      .then((well) => well && onDone());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="md">
        <TextField label={words.name} path="name" refusal={form.refusal} required data-autofocus value={name} onChange={setName} />
        <TextField
          label={words.sourceUrl}
          help={words.sourceUrlHelp}
          path="url"
          refusal={form.refusal}
          required
          inputMode="url"
          value={url}
          onChange={setUrl}
        />
        {sources && sources.sites.length > 0 ? <p>{t(words.allowedNow, sources.sites.map(({ site }) => site).join(", "))}</p> : null}
        <Switch label={t(words.counts)} checked={counts} onChange={({ currentTarget }) => setCounts(currentTarget.checked)} />
        <Trouble of={form} fields={["name", "url"]} />
        <div>
          <ActButton label={words.subscribe} main type="submit" loading={form.busy} onAct={() => undefined} />
        </div>
      </Stack>
    </form>
  );
};

const SourcesForm = ({ sources }: { sources: Sources }) => {
  const t = useSay();
  const form = useRun();
  const of = (inside: boolean): string => sources.sites.filter((one) => one.inside === inside).map(({ site }) => site).join("\n"); // prettier-ignore
  const [outside, setOutside] = useState(of(false));
  const [office, setOffice] = useState(of(true));
  const read = (text: string, inside: boolean) =>
    text
      .split(/\s+/)
      .filter(Boolean)
      .map((site) => ({ site, inside }));
  const save = (): void =>
    void form.run(
      () => give("subscription.sources-set", { sites: [...read(outside, false), ...read(office, true)] }),
      t(words.sourcesSaved),
      TOPICS,
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        <Group grow align="flex-start">
          <ProseField label={words.sources} help={words.sourcesHelp} optional minRows={1} value={outside} onChange={setOutside} />
          <ProseField label={words.officeSources} help={words.officeSourcesHelp} optional minRows={1} value={office} onChange={setOffice} />
        </Group>
        <Trouble of={form} />
        <div>
          <ActButton label={words.sourcesSave} type="submit" loading={form.busy} onAct={() => undefined} />
        </div>
      </Stack>
    </form>
  );
};

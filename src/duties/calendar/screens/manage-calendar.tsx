import { FileButton, Group, Stack, Switch } from "@mantine/core";
import { useState } from "react";
import { ask, give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, TextField } from "#web/ui/field.tsx";
import { IconDownload, IconLink, IconTrash, IconUpload, IconUser, IconUsersGroup } from "#web/ui/icons.ts";
import { Part } from "#web/ui/opened.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { SecretLine } from "#web/ui/secret-line.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { WhomField, type Chosen } from "#web/ui/whom-field.tsx";
import { CalendarForm } from "./calendar-form.tsx";
import type { Calendar } from "./events.ts";
import { settingsWords as words } from "./settings-words.ts";

const NOBODY: Chosen = { ref: "", name: "" };
const TOPICS = ["calendar", "event"];
type Level = "busy" | "read" | "write" | "manage";

/** One calendar: its name and colour, who sees it, its secret addresses, files in and out. */
export const ManageCalendar = ({ calendar, onGone }: { calendar: Calendar; onGone(): void }) => {
  const t = useSay();
  const run = useRun();
  const house = calendar.kind === "room" || calendar.kind === "thing";
  const remove = (): void =>
    void run
      .run(() => give("calendar.remove", { id: calendar.id, withEvents: true }), t(words.removed), TOPICS)
      .then((done) => done && onGone());
  return (
    <Stack gap="lg">
      <CalendarForm kind={house ? (calendar.kind as "room") : "personal"} calendar={calendar} onDone={() => undefined} />
      <Sharing calendar={calendar} />
      <Feeds calendar={calendar} />
      <Files calendar={calendar} />
      {calendar.main && !house ? <Limits calendar={calendar} /> : null}
      {calendar.main && !house ? null : (
        <Part title={t(words.remove)}>
          <p>{t(words.removeHelp)}</p>
          <Trouble of={run} />
          <div>
            <ActButton label={words.remove} danger loading={run.busy} icon={<IconTrash size={18} aria-hidden />} onAct={remove} />
          </div>
        </Part>
      )}
    </Stack>
  );
};

const Sharing = ({ calendar: { id } }: { calendar: Calendar }) => {
  const t = useSay();
  const run = useRun();
  const { data } = useAsk("calendar.shares", { id });
  const [whom, setWhom] = useState(NOBODY);
  const [level, setLevel] = useState<Level>("read");
  const share = (to: string, name: string): void =>
    void run.run(() => give("calendar.share", { id, to, level }), t(words.shared, name), TOPICS).then(() => setWhom(NOBODY));
  const levels = { busy: words.levelBusy, read: words.levelRead, write: words.levelWrite, manage: words.levelManage } as const;
  return (
    <Part title={t(words.sharing)}>
      <p>{t(words.sharingHelp)}</p>
      {(data?.shares ?? []).length > 0 ? (
        <Rows>
          {data?.shares.map((one) => (
            <Row
              key={one.id}
              icon={one.to.kind === "person" ? <IconUser size={20} aria-hidden /> : <IconUsersGroup size={20} aria-hidden />}
              title={one.to.name}
              hint={t(levels[one.level])}
              acts={
                <ActButton
                  label={words.takeBack}
                  danger
                  onAct={() => void run.run(() => give("calendar.unshare", { id, shareId: one.id }), t(words.takenBack), TOPICS)}
                />
              }
            />
          ))}
        </Rows>
      ) : null}
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <WhomField
          label={words.whom}
          help={words.whomHelp}
          path="to"
          refusal={run.refusal}
          types={["staff", "post", "group"]}
          value={whom}
          onChange={setWhom}
        />
        <ChoiceField
          label={words.level}
          help={words.whomHelp}
          value={level}
          onChange={(value) => setLevel(value as Level)}
          choices={(Object.keys(levels) as Level[]).map((value) => ({ value, label: t(levels[value]) }))}
        />
      </Group>
      <Trouble of={run} fields={["to"]} />
      <Group>
        <ActButton label={words.share} disabled={whom.ref === ""} loading={run.busy} onAct={() => share(whom.ref, whom.name)} />
        <ActButton label={words.everyone} disabled={run.busy} onAct={() => share("everyone", t(words.everyone))} />
      </Group>
    </Part>
  );
};

const Feeds = ({ calendar: { id } }: { calendar: Calendar }) => {
  const t = useSay();
  const run = useRun();
  const { data } = useAsk("feed.list", { calendarId: id });
  const [label, setLabel] = useState("");
  const [hidden, setHidden] = useState(false);
  const [url, setUrl] = useState<string | undefined>();
  const make = (): void =>
    void run.run(
      async () => {
        const made = await give("feed.add", { calendarId: id, label: label.trim(), privateItems: hidden ? "hidden" : "busy" });
        setUrl(made.url);
        setLabel("");
      },
      undefined,
      ["feed"],
    );
  return (
    <Part title={t(words.feeds)}>
      <p>{t(words.feedsHelp)}</p>
      {url ? <SecretLine value={url} /> : null}
      {(data?.feeds ?? []).length > 0 ? (
        <Rows>
          {data?.feeds.map((feed) => (
            <Row
              key={feed.id}
              icon={<IconLink size={20} aria-hidden />}
              title={feed.label}
              mark={feed.revoked ? t(words.revoked) : null}
              acts={
                feed.revoked ? null : (
                  <ActButton
                    label={words.takeBack}
                    danger
                    onAct={() => void run.run(() => give("feed.revoke", { id: feed.id }), t(words.takenBack), ["feed"])}
                  />
                )
              }
            />
          ))}
        </Rows>
      ) : null}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <Stack gap="sm">
          <TextField label={words.feedFor} path="label" refusal={run.refusal} required value={label} onChange={setLabel} />
          <Switch label={t(words.hidePrivate)} checked={hidden} onChange={({ currentTarget }) => setHidden(currentTarget.checked)} />
          <Trouble of={run} fields={["label"]} />
          <div>
            <ActButton label={words.makeFeed} type="submit" loading={run.busy} onAct={() => undefined} />
          </div>
        </Stack>
      </form>
    </Part>
  );
};

const Files = ({ calendar: { id } }: { calendar: Calendar }) => {
  const t = useSay();
  const toasts = useToasts();
  const run = useRun();
  const bring = (file: File | null): void => {
    if (!file) return;
    void run.run(
      async () => {
        const { added, changed, refused } = await give("calendar.import", { id, text: await file.text() });
        toasts.done(t(words.imported, added, changed, refused.length));
      },
      undefined,
      TOPICS,
    );
  };
  const take = async (): Promise<void> => {
    const { name, text } = await ask("calendar.export", { id });
    const address = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
    Object.assign(document.createElement("a"), { href: address, download: name.endsWith(".ics") ? name : `${name}.ics` }).click();
    URL.revokeObjectURL(address);
  };
  return (
    <Part title={t(words.files)}>
      <Trouble of={run} />
      <Group>
        <FileButton accept=".ics,text/calendar" onChange={bring}>
          {({ onClick }) => (
            <ActButton label={words.import} loading={run.busy} icon={<IconUpload size={18} aria-hidden />} onAct={onClick} />
          )}
        </FileButton>
        <ActButton label={words.export} icon={<IconDownload size={18} aria-hidden />} onAct={() => void take().catch(toasts.trouble)} />
      </Group>
    </Part>
  );
};

const Limits = ({ calendar: { owner, limits } }: { calendar: Calendar }) => {
  const t = useSay();
  const run = useRun();
  const [once, setOnce] = useState(limits.atOnce === 1);
  const [perDay, setPerDay] = useState(limits.mostPerDay === null ? "" : String(limits.mostPerDay));
  const [buffer, setBuffer] = useState(String(limits.bufferMinutes));
  const save = (): void => {
    const atOnce = once ? 1 : limits.atOnce === 1 ? null : limits.atOnce;
    const wish = { owner: owner.id, atOnce, mostPerDay: perDay === "" ? null : Number(perDay), bufferMinutes: Number(buffer) };
    void run.run(() => give("calendar.limit", wish), t(words.saved), TOPICS);
  };
  return (
    <Part title={t(words.limits)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          <Switch
            label={t(words.neverTwice)}
            description={t(words.neverTwiceHelp)}
            checked={once}
            onChange={({ currentTarget }) => setOnce(currentTarget.checked)}
          />
          <Group grow align="flex-start">
            <TextField
              label={words.perDay}
              path="mostPerDay"
              refusal={run.refusal}
              optional
              type="number"
              min={1}
              max={100}
              value={perDay}
              onChange={setPerDay}
            />
            <TextField
              label={words.buffer}
              path="bufferMinutes"
              refusal={run.refusal}
              required
              type="number"
              min={0}
              max={480}
              value={buffer}
              onChange={setBuffer}
            />
          </Group>
          <Trouble of={run} fields={["mostPerDay", "bufferMinutes"]} />
          <div>
            <ActButton label={words.save} type="submit" loading={run.busy} onAct={() => undefined} />
          </div>
        </Stack>
      </form>
    </Part>
  );
};

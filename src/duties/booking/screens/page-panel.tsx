import { Stack } from "@mantine/core";
import { useState } from "react";
import { give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { dayOf, formatDate, formatWithin } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { ProseField } from "#web/ui/field.tsx";
import { IconClock, IconTrash } from "#web/ui/icons.ts";
import { Opened, Part } from "#web/ui/opened.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { SecretLine } from "#web/ui/secret-line.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { deskWords as words } from "./desk-words.ts";
import { draftOf, newPage, wishOf, type Page } from "./page-draft.ts";
import { PageForm } from "./page-form.tsx";

const TOPICS = ["page"];

/** A page to be made: whose time, how long, by which rules. */
export const NewPage = ({ onDone, onCancel }: { onDone(id: string): void; onCancel(): void }) => {
  const t = useSay();
  const { me } = useSession();
  const { lang, timeZone } = useReader();
  const form = useRun();
  const [draft, setDraft] = useState(() => newPage(me, timeZone, lang));
  const make = (): void => {
    let id = "";
    void form
      .run(async () => void ({ id } = await give("page.add", wishOf(draft))), t(words.made), TOPICS)
      .then((well) => well && onDone(id));
  };
  return (
    <Opened title={t(words.newPage)} hint={t(words.noPagesText)}>
      <PageForm draft={draft} onDraft={setDraft} form={form} save={words.make} onSave={make} onCancel={onCancel} />
    </Opened>
  );
};

/** A page that is kept: its address first, then everything that can be changed. */
export const PagePanel = ({ id, onGone }: { id: string; onGone(): void }) => {
  const t = useSay();
  const { data, error } = useAsk("page.show", { id });
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows rows={4} />;
  return <Kept key={id} page={data} onGone={onGone} />;
};

const Kept = ({ page, onGone }: { page: Page; onGone(): void }) => {
  const t = useSay();
  const form = useRun();
  const [draft, setDraft] = useState(() => draftOf(page));
  const save = (): void => {
    const { kind: _, ...wish } = wishOf(draft);
    void form.run(() => give("page.change", { id: page.id, ...wish }), t(words.saved), TOPICS);
  };
  const remove = (): void =>
    void form.run(() => give("page.remove", { id: page.id }), t(words.removed), TOPICS).then((well) => well && onGone());
  return (
    <Opened marks={t(page.open ? words.openPage : words.closed)} title={t(page.title)}>
      <Part
        title={t(words.address)}
        acts={
          <a href={page.address} target="_blank" rel="noopener">
            {t(words.lookAt)}
          </a>
        }
      >
        <SecretLine value={page.address} />
      </Part>
      <PageForm draft={draft} onDraft={setDraft} form={form} save={words.save} onSave={save} />
      <Waiting pageId={page.id} />
      <Embedding page={page} />
      <Part title={t(words.remove)}>
        <div>
          <ActButton label={words.remove} danger loading={form.busy} icon={<IconTrash size={18} aria-hidden />} onAct={remove} />
        </div>
      </Part>
    </Opened>
  );
};

/** Lines for the company's own site: a link anywhere, a frame where an administrator allowed the site. */
const Embedding = ({ page }: { page: Page }) => {
  const t = useSay();
  const { me } = useSession();
  const { data } = useAsk("page.sites", {});
  return (
    <Part title={t(words.snippet)}>
      <p>{t(words.snippetHelp)}</p>
      <SecretLine value={page.snippet} />
      {data && data.sites.length > 0 ? (
        <>
          <p>{t(words.frameHelp, data.sites.join(", "))}</p>
          <SecretLine value={page.frame} />
        </>
      ) : null}
      {data && me.role === "administrator" ? <Sites key={data.sites.join(" ")} sites={data.sites} /> : null}
    </Part>
  );
};

const Sites = ({ sites }: { sites: readonly string[] }) => {
  const t = useSay();
  const form = useRun();
  const [text, setText] = useState(sites.join("\n"));
  const save = (): void =>
    void form.run(() => give("page.sites-set", { sites: text.split(/\s+/).filter(Boolean) }), t(words.sitesSaved), TOPICS);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        <ProseField label={words.sites} help={words.sitesHelp} optional minRows={1} value={text} onChange={setText} />
        <Trouble of={form} />
        <div>
          <ActButton label={words.sitesSave} type="submit" loading={form.busy} onAct={() => undefined} />
        </div>
      </Stack>
    </form>
  );
};

/** Who waits for a time of it; nothing where nobody does. */
const Waiting = ({ pageId }: { pageId: string }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const { data } = useAsk("wait.list", { pageId });
  if (!data || data.waiting.length === 0) return null;
  return (
    <Part title={t(words.waitingList)}>
      <Rows>
        {data.waiting.map(({ id, name, email, from, until, offeredUntil }) => (
          <Row
            key={id}
            icon={<IconClock size={20} aria-hidden />}
            title={name}
            hint={[
              email,
              t(
                words.suits,
                formatDate(dayOf(Date.parse(from), reader.timeZone), reader, now),
                formatDate(dayOf(Date.parse(until), reader.timeZone), reader, now),
              ),
            ].join(" · ")}
            mark={offeredUntil ? t(words.heldUntil, formatWithin(offeredUntil, reader, now)) : null}
          />
        ))}
      </Rows>
    </Part>
  );
};

import { useRef, useState } from "react";
import { CommandBar, type BarEntry } from "../frame/command-bar.tsx";
import { Foot } from "../frame/foot.tsx";
import { Frame } from "../frame/frame.tsx";
import type { Principal } from "../frame/me-menu.tsx";
import type { Place } from "../frame/place.ts";
import { serverNow } from "../i18n/clock.ts";
import { useSay } from "../i18n/language.tsx";
import { useListKeys } from "../keyboard/list-keys.ts";
import { ActButton } from "../ui/act-button.tsx";
import { ConnectionSign } from "../ui/connection-sign.tsx";
import { Facts } from "../ui/facts.tsx";
import { IconChecks, IconInbox, IconMessage2, IconMessagePlus, IconSettings, IconTransfer, IconUsers } from "../ui/icons.ts";
import { ItemRow } from "../ui/item-row.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PersonChip } from "../ui/person-chip.tsx";
import { Photo } from "../ui/photo.tsx";
import { QueueSign } from "../ui/queue-sign.tsx";
import { Split } from "../ui/split.tsx";
import { StateTrail } from "../ui/state-trail.tsx";
import { useToasts } from "../ui/toast.tsx";
import { UrgencyMark } from "../ui/urgency.tsx";
import css from "./gallery.module.css";
import { items } from "./items.tsx";
import { BUDI, RATNA, RINA } from "./people.ts";
import { words } from "./words.ts";

const SIZE = 20;
const PLACES: readonly Place[] = [
  { href: "/galeri/desk", label: words.desk, icon: <IconInbox size={SIZE} />, keys: "g d", count: 4, pressing: true, onPhone: true },
  { href: "/galeri/messages", label: words.messages, icon: <IconMessage2 size={SIZE} />, keys: "g m", count: 12, onPhone: true },
  { href: "/galeri/people", label: words.people, icon: <IconUsers size={SIZE} />, keys: "g p", onPhone: true },
  { href: "/galeri/approvals", label: words.approvals, icon: <IconChecks size={SIZE} />, keys: "g a", count: 1, onPhone: true },
  { href: "/galeri/mandates", label: words.mandates, icon: <IconTransfer size={SIZE} />, keys: "g w" },
];
const BELOW: readonly Place[] = [{ href: "/galeri/settings", label: words.settings, icon: <IconSettings size={SIZE} />, keys: "g s" }];
const MAIN: Place = { href: "/galeri/new", label: words.take, icon: <IconMessagePlus size={24} /> };

const Opened = ({ now }: { now: number }) => {
  const t = useSay();
  const at = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
  return (
    <article className={css["opened"]}>
      <UrgencyMark urgency="urgent" />
      <h2>{t(words.bank)}</h2>
      <p className={css["body"]}>{t(words.bankDetail)}</p>
      <div className={css["acts"]}>
        <ActButton label={words.iHaveIt} keys="a" onAct={() => {}} main />
        <ActButton label={words.tell} keys="t" onAct={() => {}} />
      </div>
      <Facts
        facts={[
          { label: { id: "Untuk", en: "For" }, value: <PersonChip person={RATNA} /> },
          { label: { id: "Dari", en: "From" }, value: "Lina Marlina · Bank Mandiri" },
          { label: { id: "Telepon", en: "Telephone" }, value: <a href="tel:+62811220341">0811-220-341</a> },
        ]}
      />
      <StateTrail
        stations={[
          { label: words.taken, at: at(8), by: "Rina Lestari" },
          { label: words.delivered, at: at(7), by: "ntfy" },
          { label: words.read },
          { label: words.acted },
          { label: words.toldCaller },
        ]}
      />
    </article>
  );
};

/** The whole frame with a desk in it; `acting`, `offline` and `open` show its other faces. */
export const GalleryDesk = ({ acting: startsActing, offline, open }: { acting: boolean; offline: boolean; open: boolean }) => {
  const t = useSay();
  const toasts = useToasts();
  const [text, setText] = useState("");
  const [opened, setOpened] = useState<string | undefined>(open ? "2" : undefined);
  const [acting, setActing] = useState<Principal | undefined>(
    startsActing
      ? { id: BUDI.id, name: BUDI.called, endsAt: new Date(serverNow() + 76 * 3_600_000).toISOString(), lends: null }
      : undefined,
  );
  const [now] = useState(serverNow);
  const rows = items(t, now, () => toasts.done(t(words.saved), { undo: () => Promise.resolve() }));
  const list = useRef<HTMLDivElement>(null);
  const { at, setAt } = useListKeys({ ids: rows.map(({ id }) => id), list, onOpen: setOpened, startsAtTop: true });
  const entries: BarEntry[] = [
    { id: "take", group: words.doing, icon: <IconMessagePlus size={20} />, title: t(words.compose), keys: "m", run: () => {} },
    {
      id: "ratna",
      group: words.finding,
      icon: <Photo person={RATNA} size={28} />,
      title: RATNA.name,
      detail: RATNA.position,
      run: () => {},
    },
    { id: "rina", group: words.finding, icon: <Photo person={RINA} size={28} />, title: RINA.name, detail: RINA.position, run: () => {} },
  ];
  return (
    <Frame
      company="PT Sumber Makmur Sentosa"
      places={PLACES}
      below={BELOW}
      main={MAIN}
      me={{ id: RINA.id, name: RINA.name, role: "desk" }}
      principals={[{ id: BUDI.id, name: BUDI.called, endsAt: null, lends: null }]}
      acting={acting}
      onAct={setActing}
      onSignOut={() => {}}
      bar={<CommandBar text={text} onText={setText} entries={entries} />}
      queue={
        offline ? (
          <QueueSign
            waiting={[
              {
                key: "a",
                personId: RINA.id,
                name: "message.take",
                input: {},
                title: t(words.compose),
                madeAt: now - 60_000,
                state: "waiting",
              },
            ]}
            onSend={() => {}}
            onDiscard={() => {}}
          />
        ) : null
      }
      connection={<ConnectionSign state="open" offline={offline} />}
      foot={<Foot onCall={t(words.onCall)} executives={t(words.executives)} />}
    >
      <Split
        onClose={() => setOpened(undefined)}
        panelLabel={opened ? t(words.bank) : undefined}
        panel={opened ? <Opened now={now} /> : undefined}
        list={
          <div ref={list}>
            <PageHead
              title={t(words.desk)}
              hint={t(words.deskHint)}
              wideActs
              acts={<ActButton label={words.take} keys="m" main icon={<IconMessagePlus size={18} />} onAct={() => {}} />}
            />
            {rows.map((item) => (
              <ItemRow
                key={item.id}
                item={item}
                at={item.id === at}
                open={item.id === opened}
                onOpen={() => {
                  setAt(item.id);
                  setOpened(item.id);
                }}
              />
            ))}
          </div>
        }
      />
    </Frame>
  );
};

import { useState } from "react";
import { serverNow } from "../i18n/clock.ts";
import { formatFull, formatSince } from "../i18n/time.ts";
import { formatRupiah } from "../i18n/numbers.ts";
import { useReader, useSay } from "../i18n/language.tsx";
import { ActButton } from "../ui/act-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PasswordField, ProseField, TextField } from "../ui/field.tsx";
import { Filters } from "../ui/filters.tsx";
import { ItemRow } from "../ui/item-row.tsx";
import { Notice } from "../ui/notice.tsx";
import { PersonCard } from "../ui/person-card.tsx";
import { PersonChip } from "../ui/person-chip.tsx";
import { QueueSign } from "../ui/queue-sign.tsx";
import { ReasonList } from "../ui/reason-list.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { Section } from "../ui/section.tsx";
import { StateTrail } from "../ui/state-trail.tsx";
import { ColorSchemeSwitch, LanguageSwitch } from "../ui/switches.tsx";
import { useToasts } from "../ui/toast.tsx";
import { UrgencyChoice } from "../ui/urgency-choice.tsx";
import { URGENCIES, UrgencyMark, type Urgency } from "../ui/urgency.tsx";
import { WaitingRows } from "../ui/waiting-rows.tsx";
import { Mark } from "../ui/mark.tsx";
import css from "./gallery.module.css";
import { items } from "./items.tsx";
import { BUDI, cards, RATNA, RINA, SARI, SUHARTO } from "./people.ts";
import { words } from "./words.ts";

const Said = () => {
  const t = useSay();
  const toasts = useToasts();
  return (
    <Section title="Toast, Notice">
      <div className={css["acts"]}>
        <ActButton label={words.save} keys="Mod+Enter" main onAct={() => toasts.done(t(words.saved), { undo: () => Promise.resolve() })} />
        <ActButton label={words.cancel} onAct={() => toasts.trouble(new Error("x"))} />
        <ActButton label={words.remove} danger onAct={() => {}} />
      </div>
      <Notice>{t(words.info)}</Notice>
      <Notice kind="good">{t(words.good)}</Notice>
      <Notice kind="warning">{t(words.warning)}</Notice>
      <Notice kind="trouble">{t(words.refused)}</Notice>
    </Section>
  );
};

const Fields = () => {
  const [urgency, setUrgency] = useState<Urgency>("soon");
  const [text, setText] = useState("");
  const [host, setHost] = useState("mail.sumbermakmur.co.id");
  const t = useSay();
  return (
    <Section title="Field">
      <TextField label={words.forWhom} help={words.forHelp} value={text} onChange={setText} />
      <TextField label={words.mailHost} help={words.mailHelp} value={host} onChange={setHost} error={t(words.mailError)} optional />
      <ProseField label={words.body} value={t(words.jokoDetail)} onChange={() => {}} />
      <PasswordField label={words.password} value="rahasia sekali" onChange={() => {}} />
      <UrgencyChoice value={urgency} onChange={setUrgency} />
    </Section>
  );
};

const Lists = ({ now }: { now: number }) => {
  const t = useSay();
  const [filter, setFilter] = useState<"all" | "unread" | "mine">("unread");
  const rows = items(t, now, () => {});
  return (
    <Section title="ItemRow, Filters, SearchBox">
      <SearchBox label={words.searchMessages} value="" onSearch={() => {}} />
      <Filters
        label={words.show}
        value={filter}
        onChange={setFilter}
        filters={[
          { value: "all", label: words.all },
          { value: "unread", label: words.unread, count: 12 },
          { value: "mine", label: words.mine, count: 3 },
        ]}
      />
      <div>
        {rows.map((item) => (
          <ItemRow key={item.id} item={item} at={item.id === "2"} onOpen={() => {}} />
        ))}
      </div>
      <WaitingRows rows={2} />
    </Section>
  );
};

const People = ({ now }: { now: number }) => (
  <Section title="PersonChip, PersonCard">
    <div className={css["acts"]}>
      {[BUDI, RATNA, SARI, SUHARTO, RINA].map((person) => (
        <PersonChip key={person.id} person={person} />
      ))}
    </div>
    {cards(now).map((card) => (
      <PersonCard key={card.id} card={card} />
    ))}
  </Section>
);

const Ways = ({ now }: { now: number }) => {
  const t = useSay();
  const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();
  return (
    <Section title="StateTrail, ReasonList">
      <StateTrail
        stations={[
          { label: words.taken, at: at(-48), by: "Rina Lestari" },
          { label: words.delivered, at: at(-47), by: "SMS" },
          { label: words.read, at: at(-31), by: RATNA.name },
          { label: words.acted },
          { label: words.toldCaller },
        ]}
      />
      <ReasonList
        reasons={[
          { id: "1", at: at(-6), channel: "push", sentence: t(words.reach1), why: t(words.why1), state: "delivered" },
          {
            id: "2",
            at: at(-1),
            channel: "sms",
            sentence: t(words.reach2),
            why: t(words.why2),
            state: "failed",
            trouble: t(words.trouble2),
          },
          { id: "3", at: at(4), channel: "email", sentence: t(words.reach3), why: t(words.why3) },
        ]}
      />
    </Section>
  );
};

const Small = ({ now }: { now: number }) => {
  const t = useSay();
  const reader = useReader();
  return (
    <Section title="Mark, UrgencyMark, QueueSign, Switch">
      <div className={css["acts"]}>
        <Mark size={64} />
        <Mark size={32} />
        <Mark size={16} />
      </div>
      <div className={css["acts"]}>
        {URGENCIES.map((urgency) => (
          <UrgencyMark key={urgency} urgency={urgency} withWord />
        ))}
      </div>
      <div className={css["acts"]}>
        <LanguageSwitch />
        <ColorSchemeSwitch />
      </div>
      <div className={css["acts"]}>
        <QueueSign
          waiting={[{ key: "a", personId: "", name: "message.take", input: {}, title: t(words.compose), madeAt: now, state: "waiting" }]}
          onSend={() => {}}
          onDiscard={() => {}}
        />
        <QueueSign
          waiting={[
            {
              key: "b",
              personId: "",
              name: "message.take",
              input: {},
              title: t(words.compose),
              madeAt: now,
              state: "refused",
              trouble: t(words.refused),
            },
          ]}
          onSend={() => {}}
          onDiscard={() => {}}
        />
      </div>
      <p>
        {formatFull(new Date(now).toISOString(), reader)} · {formatSince(new Date(now - 8 * 60_000).toISOString(), reader, now)} ·{" "}
        {formatRupiah(123_456_800, reader.lang)}
      </p>
    </Section>
  );
};

/** Every part of the kit on one page. */
export const GalleryKit = () => {
  const t = useSay();
  const [now] = useState(serverNow);
  return (
    <main className={css["kit"]}>
      <h1>Kerani</h1>
      <div className={css["columns"]}>
        <div>
          <Small now={now} />
          <Lists now={now} />
          <Said />
        </div>
        <div>
          <People now={now} />
          <Ways now={now} />
          <Fields />
          <Section title="EmptyState">
            <EmptyState title={t(words.emptyTitle)} text={t(words.emptyText)}>
              <ActButton label={words.take} keys="m" main onAct={() => {}} listen={false} />
            </EmptyState>
          </Section>
        </div>
      </div>
    </main>
  );
};

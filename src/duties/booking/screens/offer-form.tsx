import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Input } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { serverNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { dayOf, instantAt } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, TextField } from "#web/ui/field.tsx";
import { IconPlus, IconTrash } from "#web/ui/icons.ts";
import { Opened, Part } from "#web/ui/opened.tsx";
import { PeopleField, type Guest } from "#web/ui/people-field.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { addDays } from "#duties/calendar/screens/days.ts";
import { RoomsField } from "#duties/calendar/screens/rooms-field.tsx";
import css from "./bookings-page.module.css";
import { deskWords as words } from "./desk-words.ts";
import { words as guestWords } from "./words.ts";
import { MOST_TIMES, TimesField, type Time } from "./times-field.tsx";

type Invited = { name: string; email: string; language: "id" | "en" };

const NOBODY: Invited = { name: "", email: "", language: "id" };
const EVENING = "17:00";
const MOST_GUESTS = 10;
const FIELDS = ["title", "for", "rooms", "options", "until"];
const CLOCK_AT = "2026-11-23".length;

/** What the form asks for. */
const wishOf = (
  draft: {
    title: string;
    hosts: readonly Guest[];
    rooms: readonly string[];
    times: readonly Time[];
    until: string;
    guests: readonly Invited[];
  },
  timeZone: string,
): Input<"offer.send"> => ({
  title: draft.title,
  for: draft.hosts.map(({ ref }) => ref.replace(/^person:/, "")),
  rooms: [...draft.rooms],
  options: draft.times.map(({ start, end }) => ({ start, end })),
  until: instantAt(draft.until.slice(0, CLOCK_AT), draft.until.slice(CLOCK_AT + 1), timeZone),
  timeZone,
  guests: draft.guests.map((guest) => ({ ...guest, name: guest.name.trim(), email: guest.email.trim() })),
});

/** Several free times for a guest or a few: all are held, the first yes wins. */
export const OfferForm = ({ onDone, onCancel }: { onDone(id: string): void; onCancel(): void }) => {
  const t = useSay();
  const { me } = useSession();
  const { timeZone } = useReader();
  const form = useRun();
  const { data } = useAsk("calendar.list", {});
  const house = (data?.calendars ?? []).filter(({ kind }) => kind === "room" || kind === "thing");
  const [title, setTitle] = useState("");
  const [hosts, setHosts] = useState<readonly Guest[]>(() => (me.role === "staff" ? [{ ref: `person:${me.id}`, name: me.name }] : []));
  const [rooms, setRooms] = useState<readonly string[]>([]);
  const [minutes, setMinutes] = useState("60");
  const [times, setTimes] = useState<readonly Time[]>([]);
  const [until, setUntil] = useState(() => `${addDays(dayOf(serverNow(), timeZone), 1)}T${EVENING}`);
  const [guests, setGuests] = useState<readonly Invited[]>([NOBODY]);
  const { refusal } = form;
  const send = (): void => {
    let id = "";
    void form
      .run(
        async () => void ({ id } = await give("offer.send", wishOf({ title, hosts, rooms, times, until, guests }, timeZone))),
        t(words.sent),
        ["offer", "event"],
      )
      .then((well) => well && onDone(id));
  };
  const of = [...hosts.map(({ ref }) => ref.replace(/^person:/, "")), ...rooms];
  return (
    <Opened title={t(words.newOffer)} hint={t(words.offerHint)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack gap="md">
          <Trouble of={form} fields={FIELDS} />
          <TextField label={words.offerTitle} path="title" refusal={refusal} required autoFocus value={title} onChange={setTitle} />
          <Guests guests={guests} onGuests={setGuests} />
          <PeopleField
            label={words.hosts}
            help={words.hostsHelp}
            path="for"
            refusal={refusal}
            types={["staff"]}
            most={20}
            value={hosts}
            onChange={setHosts}
          />
          <RoomsField
            label={words.rooms}
            help={words.roomsHelp}
            path="rooms"
            refusal={refusal}
            house={house}
            value={rooms}
            onChange={setRooms}
          />
          <TextField label={words.minutes} required type="number" min={5} max={1440} value={minutes} onChange={setMinutes} />
          <Part title={t(words.times)}>
            <p>{of.length === 0 ? t(words.timesFirst) : t(words.timesHelp, MOST_TIMES)}</p>
            {of.length > 0 ? <TimesField of={of} minutes={Number(minutes)} value={times} onChange={setTimes} /> : null}
          </Part>
          <TextField
            label={words.answerBy}
            path="until"
            refusal={refusal}
            required
            type="datetime-local"
            value={until}
            onChange={setUntil}
          />
          <Group>
            <ActButton
              label={words.send}
              keys="Mod+Enter"
              listen={false}
              main
              type="submit"
              loading={form.busy}
              disabled={times.length === 0}
              onAct={() => undefined}
            />
            <ActButton label={words.cancel} onAct={onCancel} />
          </Group>
        </Stack>
      </form>
    </Opened>
  );
};

const Guests = ({ guests, onGuests }: { guests: readonly Invited[]; onGuests(guests: readonly Invited[]): void }) => {
  const change = (at: number, part: Partial<Invited>): void =>
    onGuests(guests.map((guest, index) => (index === at ? { ...guest, ...part } : guest)));
  return (
    <>
      {guests.map((guest, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a guest is known by nothing but the place in the form
        <div key={at} className={css["one"]}>
          <div className={css["pair"]}>
            <TextField label={guestWords.guestName} required maxLength={200} value={guest.name} onChange={(name) => change(at, { name })} />
            <TextField
              label={guestWords.guestEmail}
              required
              type="email"
              value={guest.email}
              onChange={(email) => change(at, { email })}
            />
          </div>
          <ChoiceField
            label={words.guestLanguage}
            value={guest.language}
            onChange={(language) => change(at, { language: language as "id" })}
            choices={[
              { value: "id", label: "Bahasa Indonesia" },
              { value: "en", label: "English" },
            ]}
          />
          {guests.length > 1 ? (
            <div>
              <ActButton
                label={words.dropGuest}
                danger
                icon={<IconTrash size={18} aria-hidden />}
                onAct={() => onGuests(guests.filter((_, index) => index !== at))}
              />
            </div>
          ) : null}
        </div>
      ))}
      {guests.length < MOST_GUESTS ? (
        <div>
          <ActButton label={words.addGuest} icon={<IconPlus size={18} aria-hidden />} onAct={() => onGuests([...guests, NOBODY])} />
        </div>
      ) : null}
    </>
  );
};

import { Group, Stack, Switch } from "@mantine/core";
import { useRef, useState, type KeyboardEvent } from "react";
import { ApiRefusal, give, newKey, WaitsForApproval, type Output } from "#web/api/client.ts";
import { changed } from "#web/api/hooks.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { ChoiceField, ProseField, TextField } from "#web/ui/field.tsx";
import { IconSearch } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { generalProblem } from "#web/ui/trouble.ts";
import { ZoneField } from "#web/ui/zone-field.tsx";
import { ClockField } from "./clock-field.tsx";
import type { Calendar, Event } from "./events.ts";
import { FindTime } from "./find-time.tsx";
import { endsAfterStart, minutesOf, timesFrom, toAdd, toChange, withStart, type Form } from "./form.ts";
import { PeopleField } from "#web/ui/people-field.tsx";
import { REMINDERS, reminderInWords } from "./reminders.ts";
import { RoomsField } from "./rooms-field.tsx";
import { RepeatField } from "./repeat-field.tsx";
import { ScopeDialog } from "./scope-dialog.tsx";
import { restore, type Scope } from "./use-moves.tsx";
import { words } from "./words.ts";
import css from "./event-form.module.css";

const FIELDS = ["title", "start", "end", "timeZone", "location", "description", "repeat", "attendees", "rooms"];
const TOPICS = ["event", "calendar_object"];

/** An event, new or there already; what was typed stays until it is saved. */
export const EventForm = ({
  event,
  start,
  calendars,
  house,
  onTimes,
  onDone,
  onCancel,
}: {
  event?: Event;
  start: Form;
  /** Where it may be put. */
  calendars: readonly Calendar[];
  house: readonly Calendar[];
  /** Told while the times of a new event change. */
  onTimes?(form: Form): void;
  onDone(event: Output<"event.add">): void;
  onCancel(): void;
}) => {
  const t = useSay();
  const toasts = useToasts();
  const key = useRef(newKey());
  const [form, setForm] = useState(start);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const last = useRef<Scope | undefined>(undefined);
  const change = (part: Partial<Form>): void => {
    const next = { ...form, ...part };
    setForm(next);
    onTimes?.(next);
  };
  const submit = async (scope: Scope | undefined, overlap: boolean): Promise<void> => {
    last.current = scope;
    setBusy(true);
    setRefusal(undefined);
    try {
      const more = overlap ? { overlap: true } : {};
      const saved = event
        ? await give("event.change", changeOf(event, start, form, scope, more), key.current)
        : await give("event.add", { ...toAdd(form), ...more }, key.current);
      changed(TOPICS);
      toasts.done(t(event ? words.changed : words.added, saved.title || t(words.untitled)), {
        undo: () => (event ? restore(saved.undo) : give("event.remove", { id: saved.id }).then(() => changed(TOPICS))),
      });
      onDone(saved);
    } catch (error) {
      key.current = newKey();
      if (error instanceof WaitsForApproval) {
        toasts.done(error.message);
        onCancel();
      } else setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  const save = (): void => {
    if (busy || form.title.trim() === "" || !endsAfterStart(form)) return;
    if (event?.repeats && event.instance) setAsking(true);
    else void submit(undefined, false);
  };
  const onKeyDown = (pressed: KeyboardEvent): void => {
    if (pressed.key !== "Enter" || !(pressed.ctrlKey || pressed.metaKey)) return;
    pressed.preventDefault();
    save();
  };
  const taken = refusal instanceof ApiRefusal && refusal.code === "DOUBLE_BOOKED";
  const general = generalProblem(refusal, t, FIELDS);
  return (
    <form
      aria-label={t(event ? words.edit : words.add)}
      className={css["form"]}
      onSubmit={(submitted) => {
        submitted.preventDefault();
        save();
      }}
      onKeyDown={onKeyDown}
    >
      <Stack gap="md">
        <TextField
          label={words.title}
          path="title"
          refusal={refusal}
          required
          autoFocus
          data-autofocus
          autoComplete="off"
          value={form.title}
          onChange={(title) => change({ title })}
        />
        <TimeFields form={form} refusal={refusal} onChange={change} />
        <Finding form={form} calendars={calendars} onChange={change} />
        <Fields form={form} refusal={refusal} calendars={calendars} house={house} onChange={change} fresh={event === undefined} />
        {general ? (
          <Notice
            kind="trouble"
            action={
              taken ? <ActButton label={words.saveOverlapping} loading={busy} onAct={() => void submit(last.current, true)} /> : undefined
            }
          >
            {general}
          </Notice>
        ) : null}
      </Stack>
      <div className={css["acts"]}>
        <ActButton label={words.cancel} onAct={onCancel} />
        <ActButton label={words.save} keys="Mod+Enter" listen={false} main type="submit" loading={busy} onAct={() => undefined} />
      </div>
      <ScopeDialog
        open={asking}
        onChoose={(scope) => {
          setAsking(false);
          void submit(scope, false);
        }}
        onClose={() => setAsking(false)}
      />
    </form>
  );
};

const changeOf = (event: Event, before: Form, form: Form, scope: Scope | undefined, more: { overlap?: true } | { overlap: boolean }) => ({
  id: event.id,
  ...(event.repeats && event.instance ? { instance: event.instance, scope: scope ?? "this" } : {}),
  ...toChange(before, form),
  ...more,
});

type Change = (part: Partial<Form>) => void;

const TimeFields = ({ form, refusal, onChange }: { form: Form; refusal: unknown; onChange: Change }) => {
  const t = useSay();
  const backwards =
    form.startDay && form.endDay && form.startClock && form.endClock && !endsAfterStart(form)
      ? { id: "Selesai harus sesudah mulai.", en: "It must end after it starts." }
      : undefined;
  return (
    <fieldset className={css["times"]} data-days={form.allDay || undefined}>
      <legend className="k-said">{t(words.when)}</legend>
      <TextField
        label={words.startDay}
        path="start"
        refusal={refusal}
        type="date"
        required
        value={form.startDay}
        onChange={(day) => onChange(withStart(form, day, form.startClock))}
      />
      {form.allDay ? null : (
        <ClockField
          label={words.startClock}
          value={form.startClock}
          onChange={(clock) => onChange(withStart(form, form.startDay, clock))}
        />
      )}
      <TextField
        label={words.endDay}
        path="end"
        refusal={refusal}
        type="date"
        required
        min={form.startDay}
        value={form.endDay}
        error={backwards ? t(backwards) : undefined}
        onChange={(endDay) => onChange({ endDay })}
      />
      {form.allDay ? null : <ClockField label={words.endClock} value={form.endClock} onChange={(endClock) => onChange({ endClock })} />}
      <Switch label={t(words.allDay)} checked={form.allDay} onChange={({ currentTarget }) => onChange({ allDay: currentTarget.checked })} />
    </fieldset>
  );
};

/** Looks for a time that suits everybody in the form, and takes it over. */
const Finding = ({ form, calendars, onChange }: { form: Form; calendars: readonly Calendar[]; onChange: Change }) => {
  const t = useSay();
  const { timeZone } = useReader();
  const [open, setOpen] = useState(false);
  const owner = calendars.find(({ id }) => id === form.calendarId)?.owner.id;
  const guests = form.guests.flatMap(({ ref }) => (ref.startsWith("person:") ? [ref.slice("person:".length)] : []));
  const of = [...new Set([...(owner ? [owner] : []), ...guests, ...form.rooms])];
  if (of.length === 0 || form.allDay || !endsAfterStart(form)) return null;
  const zone = form.timeZone || timeZone;
  return (
    <div>
      <ActButton label={words.findTime} icon={<IconSearch size={18} aria-hidden />} onAct={() => setOpen(true)} />
      <Dialog title={t(words.findTitle)} open={open} onClose={() => setOpen(false)}>
        <FindTime
          of={of}
          minutes={minutesOf(form)}
          day={form.startDay}
          onChoose={(start, end) => {
            setOpen(false);
            onChange(timesFrom(start, end, zone));
          }}
        />
      </Dialog>
    </div>
  );
};

const Fields = ({
  form,
  refusal,
  calendars,
  house,
  onChange,
  fresh,
}: {
  form: Form;
  refusal: unknown;
  calendars: readonly Calendar[];
  house: readonly Calendar[];
  onChange: Change;
  fresh: boolean;
}) => {
  const t = useSay();
  const { lang, timeZone } = useReader();
  const [wide, setWide] = useState(!fresh || form.description !== "");
  return (
    <>
      {fresh && calendars.length > 1 ? (
        <ChoiceField
          label={words.forCalendar}
          path="calendarId"
          refusal={refusal}
          value={form.calendarId}
          onChange={(calendarId) => onChange({ calendarId })}
          choices={calendars.map(({ id, name, main, owner }) => ({ value: id, label: main ? owner.name : `${owner.name} · ${name}` }))}
        />
      ) : null}
      <TextField
        label={words.place}
        path="location"
        refusal={refusal}
        optional
        value={form.location}
        onChange={(location) => onChange({ location })}
      />
      <PeopleField
        label={words.invite}
        help={words.inviteHelp}
        path="attendees"
        refusal={refusal}
        types={["staff", "contact"]}
        free
        value={form.guests}
        onChange={(guests) => onChange({ guests })}
      />
      <RoomsField
        label={words.bookRooms}
        help={words.roomsHelp}
        house={house}
        value={form.rooms}
        onChange={(chosen) => onChange({ rooms: chosen })}
      />
      <RepeatField
        value={form.repeat}
        day={form.startDay}
        timeZone={form.timeZone || timeZone}
        allDay={form.allDay}
        refusal={refusal}
        onChange={(repeat) => onChange({ repeat })}
      />
      <Switch label={t(words.secret)} checked={form.secret} onChange={({ currentTarget }) => onChange({ secret: currentTarget.checked })} />
      {wide ? (
        <>
          <ChoiceField
            label={words.remind}
            value={form.reminder}
            onChange={(reminder) => onChange({ reminder })}
            choices={[
              { value: "", label: t(words.never) },
              ...[...new Set([...REMINDERS.map(String), form.reminder])]
                .filter(Boolean)
                .map((minutes) => ({ value: minutes, label: reminderInWords(Number(minutes), lang) })),
            ]}
          />
          <Switch
            label={t(words.takesNoTime)}
            checked={form.free}
            onChange={({ currentTarget }) => onChange({ free: currentTarget.checked })}
          />
          {form.allDay ? null : (
            <ZoneField
              label={words.zone}
              path="timeZone"
              refusal={refusal}
              value={form.timeZone || timeZone}
              onChange={(zone) => onChange({ timeZone: zone })}
            />
          )}
          <ProseField
            label={words.notes}
            path="description"
            refusal={refusal}
            optional
            value={form.description}
            onChange={(description) => onChange({ description })}
          />
        </>
      ) : (
        <Group>
          <ActButton label={words.moreDetails} onAct={() => setWide(true)} />
        </Group>
      )}
    </>
  );
};

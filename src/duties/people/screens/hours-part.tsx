import { Checkbox, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { TextField } from "#web/ui/field.tsx";
import { Part } from "#web/ui/opened.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { ZoneField } from "#web/ui/zone-field.tsx";
import { words } from "./words.ts";

type Card = Output<"person.card">;
type Hours = Card["workingHours"];
type Day = keyof Hours;
type Span = { from: string; to: string };

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies readonly Day[];
const USUAL: Span = { from: "08:00", to: "17:00" };

const saidSpans = (spans: readonly Span[] | undefined): string => (spans ?? []).map(({ from, to }) => `${from}–${to}`).join(", ");

/** When somebody works and when they want to be left in peace, in their own zone. */
export const HoursPart = ({ card }: { card: Card }) => {
  const t = useSay();
  const [editing, setEditing] = useState(false);
  if (card.kind === "contact") return null;
  return (
    <Part
      title={t(words.hours)}
      acts={card.may.reachability && !editing ? <ActButton label={words.edit} onAct={() => setEditing(true)} /> : null}
    >
      {editing ? (
        <HoursForm card={card} onClose={() => setEditing(false)} />
      ) : (
        <Facts
          facts={[
            ...DAYS.map((day) => ({ label: words[day], value: saidSpans(card.workingHours[day]) || t(words.dayOff) })),
            { label: words.quiet, value: card.quietHours ? `${card.quietHours.from}–${card.quietHours.to}` : null },
            { label: words.zone, value: card.timeZone },
          ]}
        />
      )}
    </Part>
  );
};

const HoursForm = ({ card, onClose }: { card: Card; onClose(): void }) => {
  const t = useSay();
  const form = useRun();
  const [hours, setHours] = useState<Hours>(card.workingHours);
  const [quietFrom, setQuietFrom] = useState(card.quietHours?.from ?? "21:00");
  const [quietTo, setQuietTo] = useState(card.quietHours?.to ?? "06:00");
  const [zone, setZone] = useState(card.timeZone);
  const put = (day: Day, spans: Span[]): void => setHours({ ...hours, [day]: spans });
  const save = (): void => {
    // A day without hours is a day off, which the record says by leaving it out.
    const workingHours = Object.fromEntries(Object.entries(hours).filter(([, spans]) => (spans?.length ?? 0) > 0)) as Hours;
    const wish = { id: card.id, workingHours, quietHours: { from: quietFrom, to: quietTo }, timeZone: zone };
    void form.run(() => give("person.hours-set", wish), t(words.saved), ["person", "attention"]).then((well) => well && onClose());
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        <Trouble of={form} />
        {DAYS.map((day) => {
          const spans = hours[day] ?? [];
          return (
            <Stack key={day} gap="xs">
              <Checkbox
                label={t(words[day])}
                checked={spans.length > 0}
                onChange={(event) => put(day, event.currentTarget.checked ? [USUAL] : [])}
              />
              {spans.map((span, index) => (
                <Group key={`${day}${index}`} grow>
                  <TextField
                    label={words.from}
                    type="time"
                    value={span.from}
                    onChange={(from) => put(day, spans.with(index, { ...span, from }))}
                  />
                  <TextField label={words.to} type="time" value={span.to} onChange={(to) => put(day, spans.with(index, { ...span, to }))} />
                </Group>
              ))}
            </Stack>
          );
        })}
        <Group grow>
          <TextField label={words.quietFrom} type="time" value={quietFrom} onChange={setQuietFrom} />
          <TextField label={words.quietTo} type="time" value={quietTo} onChange={setQuietTo} />
        </Group>
        <ZoneField label={words.zone} path="timeZone" refusal={form.refusal} value={zone} onChange={setZone} />
        <Group>
          <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onClose} />
        </Group>
      </Stack>
    </form>
  );
};

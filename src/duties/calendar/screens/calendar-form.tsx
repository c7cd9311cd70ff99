import { Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Input } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { colourOf, hues } from "./colours.ts";
import type { Calendar } from "./events.ts";
import { settingsWords as words } from "./settings-words.ts";
import css from "./settings-page.module.css";

/** What can be made here. */
export type NewKind = "personal" | "room" | "thing";

const TOPICS = ["calendar", "event"];

/** One of a few colours; any of them reads well in light and dark. */
export const ColourChoice = ({ value, onChange }: { value: string; onChange(colour: string): void }) => {
  const t = useSay();
  return (
    <fieldset className={css["hues"]}>
      <legend>{t(words.colour)}</legend>
      {hues.map((hue, at) => (
        <label key={hue}>
          <input
            type="radio"
            name="hue"
            aria-label={t(words.colourN, at + 1)}
            checked={hue === value.toLowerCase()}
            onChange={() => onChange(hue)}
          />
          <i style={{ background: hue }} aria-hidden="true" />
        </label>
      ))}
    </fieldset>
  );
};

/** Makes a calendar, a room or a thing; with `calendar`, changes that one. */
export const CalendarForm = ({ kind, calendar, onDone }: { kind: NewKind; calendar?: Calendar; onDone(): void }) => {
  const t = useSay();
  const form = useRun();
  const [name, setName] = useState(calendar?.name ?? "");
  const [color, setColor] = useState(calendar ? colourOf(calendar) : (hues[0] ?? ""));
  const [place, setPlace] = useState(calendar?.room?.place ?? "");
  const [seats, setSeats] = useState(calendar?.room?.seats ? String(calendar.room.seats) : "");
  const house = kind !== "personal";
  const save = async (): Promise<void> => {
    const wish: Omit<Input<"calendar.change">, "id"> & { name: string } = {
      name: name.trim(),
      color,
      ...(house ? { place: place.trim() || null, seats: seats ? Number(seats) : null } : {}),
    };
    const work = (): Promise<unknown> =>
      calendar ? give("calendar.change", { id: calendar.id, ...wish }) : give("calendar.add", { kind, ...wish });
    if (await form.run(work, t(words.saved), TOPICS)) onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="md">
        <TextField label={words.name} path="name" refusal={form.refusal} required data-autofocus value={name} onChange={setName} />
        {house ? (
          <>
            <TextField label={words.place} path="place" refusal={form.refusal} optional value={place} onChange={setPlace} />
            <TextField
              label={words.seats}
              path="seats"
              refusal={form.refusal}
              optional
              type="number"
              min={1}
              value={seats}
              onChange={setSeats}
            />
          </>
        ) : null}
        <ColourChoice value={color} onChange={setColor} />
        <Trouble of={form} fields={["name", "place", "seats"]} />
        <div>
          <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
        </div>
      </Stack>
    </form>
  );
};

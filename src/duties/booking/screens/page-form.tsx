import { Group, Stack, Switch } from "@mantine/core";
import type { Text } from "#kernel/i18n/text.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, ProseField, TextField } from "#web/ui/field.tsx";
import { Part } from "#web/ui/opened.tsx";
import { PeopleField } from "#web/ui/people-field.tsx";
import { Trouble, type Run } from "#web/ui/run.tsx";
import { atField } from "#web/ui/trouble.ts";
import { ZoneField } from "#web/ui/zone-field.tsx";
import { RoomsField } from "#duties/calendar/screens/rooms-field.tsx";
import css from "./bookings-page.module.css";
import { deskWords as words } from "./desk-words.ts";
import { slugOf, type PageDraft } from "./page-draft.ts";
import { Questions } from "./questions.tsx";

const FIELDS = [
  "slug",
  "title",
  "hosts",
  "rooms",
  "minutes",
  "noticeMinutes",
  "aheadDays",
  "bufferMinutes",
  "perDay",
  "holdHours",
  "place",
];
/** Which field each refusal is about. */
const PLACES = { BOOKING_SLUG_TAKEN: "slug", BOOKING_HOST_MISSING: "hosts", BOOKING_PAGE_NOT_YOURS: "hosts" };
const STEPS = ["5", "10", "15", "30", "60"];

type Change = (change: Partial<PageDraft>) => void;
type FieldsProps = { draft: PageDraft; refusal: unknown; onChange: Change };

/** Everything that can be said of a page; `onCancel` where it is made anew. */
export const PageForm = ({
  draft,
  onDraft,
  form,
  save,
  onSave,
  onCancel,
}: {
  draft: PageDraft;
  onDraft(draft: PageDraft): void;
  form: Run;
  save: Text;
  onSave(): void;
  onCancel?: () => void;
}) => {
  const t = useSay();
  const refusal = atField(form.refusal, PLACES);
  const fields: FieldsProps = { draft, refusal, onChange: (change) => onDraft({ ...draft, ...change }) };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <Stack gap="lg">
        <Trouble of={{ refusal }} fields={FIELDS} />
        <Whose {...fields} fresh={onCancel !== undefined} />
        <Part title={t(words.rules)}>
          <Rules {...fields} />
        </Part>
        <Part title={t(words.looks)}>
          <Looks {...fields} />
        </Part>
        <Part title={t(words.questions)}>
          <Questions value={draft.questions} onChange={(questions) => onDraft({ ...draft, questions })} />
        </Part>
        <Group>
          <ActButton label={save} keys="Mod+Enter" listen={false} main type="submit" loading={form.busy} onAct={() => undefined} />
          {onCancel ? <ActButton label={words.cancel} onAct={onCancel} /> : null}
        </Group>
      </Stack>
    </form>
  );
};

// Whose a page is stays as it was made: what is booked on it was shared out by that.
const Whose = ({ draft, refusal, onChange, fresh }: FieldsProps & { fresh: boolean }) => {
  const t = useSay();
  const { data } = useAsk("calendar.list", {});
  const house = (data?.calendars ?? []).filter(({ kind }) => kind === "room" || kind === "thing");
  return (
    <Stack gap="md">
      <div className={css["pair"]}>
        <TextField
          label={words.pageTitle}
          path="title"
          refusal={refusal}
          required
          value={draft.title}
          onChange={(title) => onChange({ title })}
        />
        <TextField label={words.pageTitleEn} optional value={draft.titleEn} onChange={(titleEn) => onChange({ titleEn })} />
      </div>
      {fresh ? (
        <ChoiceField
          label={words.kind}
          value={draft.kind}
          onChange={(kind) => onChange({ kind: kind as PageDraft["kind"] })}
          choices={[
            { value: "person", label: t(words.kindPerson) },
            { value: "team", label: t(words.kindTeam) },
            { value: "service", label: t(words.kindService) },
          ]}
        />
      ) : null}
      <PeopleField
        label={words.hosts}
        help={words.hostsHelp}
        path="hosts"
        refusal={refusal}
        types={["staff"]}
        value={draft.hosts}
        onChange={(hosts) => onChange({ hosts })}
      />
      <RoomsField
        label={words.rooms}
        help={words.roomsHelp}
        path="rooms"
        refusal={refusal}
        house={house}
        value={draft.rooms}
        onChange={(rooms) => onChange({ rooms })}
      />
      {draft.kind === "person" ? null : (
        <ChoiceField
          label={words.fairness}
          value={draft.fairness}
          onChange={(fairness) => onChange({ fairness: fairness as PageDraft["fairness"] })}
          choices={[
            { value: "round-robin", label: t(words.roundRobin) },
            { value: "least-busy", label: t(words.leastBusy) },
          ]}
        />
      )}
    </Stack>
  );
};

const NUMBERS = [
  { field: "minutes", path: "minutes", label: words.minutes, least: 5 },
  { field: "noticeHours", path: "noticeMinutes", label: words.notice, least: 0 },
  { field: "aheadDays", path: "aheadDays", label: words.ahead, least: 1 },
  { field: "bufferMinutes", path: "bufferMinutes", label: words.buffer, least: 0 },
] as const;

const Rules = ({ draft, refusal, onChange }: FieldsProps) => {
  const t = useSay();
  return (
    <Stack gap="md">
      <div className={css["pair"]}>
        {NUMBERS.map(({ field, path, label, least }) => (
          <TextField
            key={field}
            label={label}
            path={path}
            refusal={refusal}
            required
            type="number"
            step="any"
            min={least}
            value={draft[field]}
            onChange={(value) => onChange({ [field]: value })}
          />
        ))}
        <ChoiceField
          label={words.step}
          value={draft.step}
          onChange={(step) => onChange({ step })}
          choices={STEPS.map((value) => ({ value, label: t(words.minutesOf, Number(value)) }))}
        />
        <TextField
          label={words.perDay}
          path="perDay"
          refusal={refusal}
          optional
          type="number"
          min={1}
          value={draft.perDay}
          onChange={(perDay) => onChange({ perDay })}
        />
      </div>
      <Switch
        label={t(words.approval)}
        checked={draft.approval}
        onChange={({ currentTarget }) => onChange({ approval: currentTarget.checked })}
      />
      {draft.approval ? (
        <TextField
          label={words.hold}
          path="holdHours"
          refusal={refusal}
          required
          type="number"
          min={1}
          value={draft.holdHours}
          onChange={(holdHours) => onChange({ holdHours })}
        />
      ) : null}
      <Switch label={t(words.isOpen)} checked={draft.open} onChange={({ currentTarget }) => onChange({ open: currentTarget.checked })} />
    </Stack>
  );
};

const Looks = ({ draft, refusal, onChange }: FieldsProps) => {
  const guessed = slugOf(draft.title || draft.titleEn);
  return (
    <Stack gap="md">
      <TextField
        label={words.slug}
        help={{ id: words.slugHelp.id(draft.slug || guessed), en: words.slugHelp.en(draft.slug || guessed) }}
        path="slug"
        refusal={refusal}
        placeholder={guessed}
        value={draft.slug}
        onChange={(slug) => onChange({ slug })}
      />
      <TextField
        label={words.place}
        help={words.placeHelp}
        path="place"
        refusal={refusal}
        optional
        value={draft.place}
        onChange={(place) => onChange({ place })}
      />
      <div className={css["pair"]}>
        <ProseField label={words.intro} optional minRows={2} value={draft.intro} onChange={(intro) => onChange({ intro })} />
        <ProseField label={words.introEn} optional minRows={2} value={draft.introEn} onChange={(introEn) => onChange({ introEn })} />
      </div>
      <div className={css["pair"]}>
        <ChoiceField
          label={words.language}
          value={draft.language}
          onChange={(language) => onChange({ language: language as "id" })}
          choices={[
            { value: "id", label: "Bahasa Indonesia" },
            { value: "en", label: "English" },
          ]}
        />
        <ZoneField label={words.zone} value={draft.timeZone} onChange={(timeZone) => onChange({ timeZone })} />
      </div>
    </Stack>
  );
};

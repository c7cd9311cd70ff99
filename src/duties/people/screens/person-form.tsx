import { Checkbox, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Input, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { inBase64 } from "#web/ui/base64.ts";
import { ChoiceField, ProseField, TextField } from "#web/ui/field.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { Opened } from "#web/ui/opened.tsx";
import { PictureField } from "#web/ui/picture-field.tsx";
import { Trouble, useRun, type Run } from "#web/ui/run.tsx";
import { problemAt } from "#web/ui/trouble.ts";
import { words } from "./words.ts";

type Card = Output<"person.card">;
type Draft = Record<
  "name" | "salutation" | "nickname" | "titleBefore" | "titleAfter" | "organisation" | "position" | "note" | "mobile" | "phone" | "email",
  string
>;

const EMPTY: Draft = {
  name: "",
  salutation: "",
  nickname: "",
  titleBefore: "",
  titleAfter: "",
  organisation: "",
  position: "",
  note: "",
  mobile: "",
  phone: "",
  email: "",
};
const FIELDS = Object.keys(EMPTY);
const TOPICS = ["person", "session"];

const filled = (draft: Partial<Draft>): Partial<Draft> =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value.trim() !== ""));

type FieldsProps = { draft: Draft; onDraft(draft: Draft): void; form: Run; names: readonly (keyof Draft)[] };

const LABELS = {
  name: words.name,
  salutation: words.salutation,
  nickname: words.nickname,
  titleBefore: words.titleBefore,
  titleAfter: words.titleAfter,
  organisation: words.organisation,
  position: words.position,
  note: words.note,
  mobile: words.mobile,
  phone: words.phone,
  email: words.email,
} as const;

const Fields = ({ draft, onDraft, form, names }: FieldsProps) => (
  <>
    {names.map((name) =>
      name === "note" ? (
        <ProseField
          key={name}
          label={LABELS[name]}
          path={name}
          refusal={form.refusal}
          optional
          value={draft[name]}
          onChange={(value) => onDraft({ ...draft, [name]: value })}
        />
      ) : (
        <TextField
          key={name}
          label={LABELS[name]}
          {...(name === "name" ? { help: words.nameHelp, required: true, autoFocus: true } : { optional: true })}
          path={name}
          refusal={form.refusal}
          value={draft[name]}
          onChange={(value) => onDraft({ ...draft, [name]: value })}
        />
      ),
    )}
  </>
);

/** Adds somebody: an outside contact by the desk, staff by an administrator. */
export const AddPanel = ({ onDone, onCancel }: { onDone(id: string): void; onCancel(): void }) => {
  const t = useSay();
  const form = useRun();
  const { me } = useSession();
  const [kind, setKind] = useState<"contact" | "staff">("contact");
  const [draft, setDraft] = useState(EMPTY);
  const [evenIfKnown, setEven] = useState(false);
  const [post, setPost] = useState("");
  const posts = useAsk("post.list", {}, { enabled: kind === "staff" });
  const staff = kind === "staff";
  const add = (): void =>
    void form.run(
      async () => {
        const { organisation, position, ...rest } = draft;
        const wish = { ...filled(staff ? rest : { ...rest, organisation, position }), name: draft.name, kind, evenIfKnown };
        onDone((await give("person.add", { ...wish, ...(staff && post ? { postId: post } : {}) } as Input<"person.add">)).id);
      },
      t(words.added),
      TOPICS,
    );
  const known = (form.refusal as { code?: string } | undefined)?.code === "PERSON_ALREADY_KNOWN";
  return (
    <Opened title={t(words.add)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Stack gap="sm">
          <Trouble of={form} fields={FIELDS} />
          {known ? (
            <Checkbox label={t(words.evenIfKnown)} checked={evenIfKnown} onChange={(event) => setEven(event.currentTarget.checked)} />
          ) : null}
          {me.role === "administrator" ? (
            <Filters
              label={words.who}
              value={kind}
              onChange={setKind}
              filters={[
                { value: "contact", label: words.contacts },
                { value: "staff", label: words.staff },
              ]}
            />
          ) : null}
          <Fields
            draft={draft}
            onDraft={setDraft}
            form={form}
            names={["name", "salutation", "mobile", "phone", "email", ...(staff ? [] : (["organisation", "position"] as const)), "note"]}
          />
          {staff ? (
            <ChoiceField
              label={words.post}
              optional
              path="postId"
              refusal={form.refusal}
              value={post}
              onChange={setPost}
              choices={(posts.data?.posts ?? []).map(({ id, title }) => ({ value: id, label: title }))}
            />
          ) : null}
          <Group>
            <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
            <ActButton label={words.cancel} onAct={onCancel} />
          </Group>
        </Stack>
      </form>
    </Opened>
  );
};

const draftOf = (card: Card): Draft => ({
  ...EMPTY,
  name: card.name,
  salutation: card.salutation ?? "",
  nickname: card.nickname ?? "",
  titleBefore: card.titleBefore ?? "",
  titleAfter: card.titleAfter ?? "",
  position: card.kind === "contact" ? (card.position ?? "") : "",
  note: card.note ?? "",
});

/** Only what differs from the card; an emptied field is cleared. */
const changesOf = (card: Card, draft: Draft, names: readonly (keyof Draft)[]): Record<string, string | null> => {
  const before = draftOf(card);
  return Object.fromEntries(names.filter((name) => draft[name] !== before[name]).map((name) => [name, draft[name].trim() || null]));
};

/** Changes somebody's details and photo. */
export const ChangeForm = ({ card, onDone, onCancel }: { card: Card; onDone(): void; onCancel(): void }) => {
  const t = useSay();
  const form = useRun();
  const [draft, setDraft] = useState(() => draftOf(card));
  const [language, setLanguage] = useState<string>(card.language);
  const [photo, setPhoto] = useState<File | undefined>();
  const names = [
    "name",
    "salutation",
    "nickname",
    "titleBefore",
    "titleAfter",
    ...(card.kind === "contact" ? (["position"] as const) : []),
    "note",
  ] as const;
  const save = (): void =>
    void form
      .run(
        async () => {
          const changes = { ...changesOf(card, draft, names), ...(language === card.language ? {} : { language }) };
          if (Object.keys(changes).length > 0) await give("person.change", { id: card.id, ...changes } as Input<"person.change">);
          if (photo) await give("person.photo-set", { id: card.id, photo: await inBase64(photo) });
        },
        t(words.saved),
        TOPICS,
      )
      .then((well) => well && onDone());
  const dropPhoto = (): void => void form.run(() => give("person.photo-set", { id: card.id, photo: null }), t(words.saved), TOPICS);
  return (
    <Opened title={card.fullName}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          <Trouble of={form} fields={[...FIELDS, "photo"]} />
          <PictureField
            label={words.photo}
            help={words.photoHelp}
            file={photo}
            error={problemAt(form.refusal, "photo")}
            onChange={setPhoto}
          />
          {card.hasPhoto ? <ActButton label={words.removePhoto} danger onAct={dropPhoto} /> : null}
          <Fields draft={draft} onDraft={setDraft} form={form} names={names} />
          <ChoiceField
            label={words.language}
            value={language}
            onChange={setLanguage}
            choices={[
              { value: "id", label: t(words.indonesian) },
              { value: "en", label: t(words.english) },
            ]}
          />
          <Group>
            <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
            <ActButton label={words.cancel} onAct={onCancel} />
          </Group>
        </Stack>
      </form>
    </Opened>
  );
};

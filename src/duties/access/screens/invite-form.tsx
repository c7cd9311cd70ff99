import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { Role } from "#kernel/actor/actor.ts";
import { give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, TextField } from "#web/ui/field.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { RoleFields } from "./role-fields.tsx";
import { words } from "./users-words.ts";

const FIELDS = ["name", "email", "mobile", "role", "grade"];
const USUAL_GRADE = 2;

/** Invites somebody: by mail, or by a link to hand over where there is no mail. */
export const InviteForm = ({ onDone, onCancel }: { onDone(link: string | undefined): void; onCancel(): void }) => {
  const t = useSay();
  const toasts = useToasts();
  const form = useRun();
  const mail = useAsk("mail.show", {});
  const [draft, setDraft] = useState({ name: "", email: "", mobile: "" });
  const [role, setRole] = useState<Role>("staff");
  const [grade, setGrade] = useState(USUAL_GRADE);
  const company = useAsk("company.profile", {});
  const [chosenLanguage, setLanguage] = useState<"id" | "en" | undefined>();
  const language = chosenLanguage ?? company.data?.language ?? "id";
  const [chosen, setChosen] = useState<"mail" | "link" | undefined>();
  const deliver = chosen ?? (mail.data?.set ? "mail" : "link");
  const at = (field: keyof typeof draft) => ({
    path: field,
    refusal: form.refusal,
    value: draft[field],
    onChange: (value: string): void => setDraft((before) => ({ ...before, [field]: value })),
  });
  const invite = (): void =>
    void form.run(
      async () => {
        const { mobile, ...rest } = draft;
        const { link } = await give("user.add", { ...rest, ...(mobile ? { mobile } : {}), role, grade, language, deliver });
        if (!link) toasts.done(t(words.invited));
        onDone(link);
      },
      undefined,
      ["user", "person"],
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        invite();
      }}
    >
      <Stack gap="md" maw={480}>
        <Trouble of={form} fields={FIELDS} />
        <TextField label={words.name} required autoFocus autoComplete="off" {...at("name")} />
        <TextField label={words.email} required type="email" autoComplete="off" {...at("email")} />
        <TextField label={words.mobile} optional type="tel" autoComplete="off" {...at("mobile")} />
        <RoleFields role={role} grade={grade} refusal={form.refusal} onRole={setRole} onGrade={setGrade} />
        <ChoiceField
          label={words.language}
          value={language}
          onChange={(value) => setLanguage(value as "id" | "en")}
          choices={[
            { value: "id", label: "Bahasa Indonesia" },
            { value: "en", label: "English" },
          ]}
        />
        <ChoiceField
          label={words.deliver}
          value={deliver}
          onChange={(value) => setChosen(value as "mail" | "link")}
          choices={[
            { value: "mail", label: t(words.byMail) },
            { value: "link", label: t(words.byLink) },
          ]}
        />
        <Group>
          <ActButton label={words.sendInvite} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onCancel} />
        </Group>
      </Stack>
    </form>
  );
};

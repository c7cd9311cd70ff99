import { NativeSelect, TextInput } from "@mantine/core";
import type { Output } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { problemAt } from "#web/ui/trouble.ts";
import { words } from "./words.ts";

type Asked = Output<"book.page">["questions"];
/** Who books, while it is written. */
export type GuestDraft = { name: string; email: string; answers: Readonly<Record<string, string>> };

/** Nobody yet. */
export const NO_GUEST: GuestDraft = { name: "", email: "", answers: {} };

/** What was given of it: questions left empty are not answered. */
export const givenBy = ({ name, email, answers }: GuestDraft) => ({
  name,
  email,
  answers: Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer.trim() !== "")),
});

/** Name, e-mail and the answers to a page's questions. */
export const GuestFields = ({
  questions,
  guest,
  refusal,
  onGuest,
  forOther = false,
}: {
  questions: Asked;
  guest: GuestDraft;
  refusal: unknown;
  onGuest(guest: GuestDraft): void;
  /** Somebody of the company writes it down for the guest. */
  forOther?: boolean;
}) => {
  const t = useSay();
  return (
    <>
      <TextInput
        label={t(forOther ? words.guestName : words.name)}
        error={problemAt(refusal, "name")}
        value={guest.name}
        onChange={({ currentTarget }) => onGuest({ ...guest, name: currentTarget.value })}
        required
        autoComplete={forOther ? "off" : "name"}
        maxLength={200}
      />
      <TextInput
        label={t(forOther ? words.guestEmail : words.email)}
        description={t(forOther ? words.guestEmailHelp : words.emailHelp)}
        error={problemAt(refusal, "email")}
        value={guest.email}
        onChange={({ currentTarget }) => onGuest({ ...guest, email: currentTarget.value })}
        required
        type="email"
        autoComplete={forOther ? "off" : "email"}
      />
      {questions.map((one) => (
        <Question
          key={one.key}
          one={one}
          answer={guest.answers[one.key] ?? ""}
          onAnswer={(answer) => onGuest({ ...guest, answers: { ...guest.answers, [one.key]: answer } })}
        />
      ))}
    </>
  );
};

/** A question of the page: choices where it has some, else a line. */
const Question = ({ one, answer, onAnswer }: { one: Asked[number]; answer: string; onAnswer(answer: string): void }) => {
  const t = useSay();
  const told = { label: t(one.label), required: one.required, value: answer };
  if (one.choices.length === 0) return <TextInput {...told} maxLength={2000} onChange={(event) => onAnswer(event.currentTarget.value)} />;
  return <NativeSelect {...told} data={["", ...one.choices]} onChange={(event) => onAnswer(event.currentTarget.value)} />;
};

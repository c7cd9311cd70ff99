import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { give, newKey, type Output } from "#web/api/client.ts";
import { changed } from "#web/api/hooks.ts";
import { useLanguage, useSay } from "#web/i18n/language.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { problemAt, sentenceOf } from "#web/ui/trouble.ts";
import css from "./booking-page.module.css";
import { words } from "./words.ts";

/** Who books, and the answers to the page's questions; one key for as long as the form stands, so that a second press books nothing twice. */
export const GuestForm = ({
  page,
  start,
  onBooked,
}: {
  page: Output<"book.page">;
  start: string;
  onBooked(booked: Output<"book.take">): void;
}) => {
  const t = useSay();
  const { lang, timeZone } = useLanguage();
  const [key] = useState(newKey);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [website, setWebsite] = useState("");
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer.trim() !== ""));
    give("book.take", { slug: page.slug, start, name, email, language: lang, timeZone, answers: given, ticket: page.ticket, website, key })
      .then(onBooked, (error: unknown) => {
        setTrouble(error);
        changed(["book"]);
      })
      .finally(() => setBusy(false));
  };
  return (
    <form onSubmit={send}>
      <Stack gap="md">
        <TextInput
          label={t(words.name)}
          error={problemAt(trouble, "name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          autoComplete="name"
          maxLength={200}
        />
        <TextInput
          label={t(words.email)}
          description={t(words.emailHelp)}
          error={problemAt(trouble, "email")}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          required
          type="email"
          autoComplete="email"
        />
        {page.questions.map((one) => (
          <Question
            key={one.key}
            one={one}
            answer={answers[one.key] ?? ""}
            onAnswer={(answer) => setAnswers({ ...answers, [one.key]: answer })}
          />
        ))}
        <div className={css["trap"]} aria-hidden="true">
          <label>
            {t(words.website)}
            <input tabIndex={-1} autoComplete="off" value={website} onChange={(event) => setWebsite(event.currentTarget.value)} />
          </label>
        </div>
        {trouble ? <Notice kind="trouble">{sentenceOf(trouble, t)}</Notice> : null}
        <Button type="submit" size="lg" fullWidth loading={busy}>
          {t(page.approval ? words.ask : words.book)}
        </Button>
      </Stack>
    </form>
  );
};

/** A question of the page: choices where it has some, else a line. */
const Question = ({
  one,
  answer,
  onAnswer,
}: {
  one: Output<"book.page">["questions"][number];
  answer: string;
  onAnswer(answer: string): void;
}) => {
  const t = useSay();
  const told = { label: t(one.label), required: one.required, value: answer };
  if (one.choices.length === 0) return <TextInput {...told} maxLength={2000} onChange={(event) => onAnswer(event.currentTarget.value)} />;
  return <NativeSelect {...told} data={["", ...one.choices]} onChange={(event) => onAnswer(event.currentTarget.value)} />;
};

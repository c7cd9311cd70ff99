import { Button, Stack } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { newKey, type Input, type Output } from "#web/api/client.ts";
import { changed } from "#web/api/hooks.ts";
import { useLanguage, useSay } from "#web/i18n/language.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import css from "./booking-page.module.css";
import { givenBy, GuestFields, NO_GUEST } from "./guest-fields.tsx";
import { words } from "./words.ts";

/** What a guest's form sends, whatever it is for. */
export type GuestWish = Pick<
  Input<"book.take">,
  "slug" | "name" | "email" | "language" | "timeZone" | "answers" | "ticket" | "website" | "key"
>;

/** Who comes, and the answers to the page's questions; one key for as long as the form stands, so that a second press does nothing twice. */
export const GuestForm = <Done,>({
  page,
  act,
  onSend,
  onDone,
  children,
}: {
  page: Output<"book.page">;
  act: Text;
  onSend(wish: GuestWish): Promise<Done>;
  onDone(done: Done): void;
  /** Fields before the guest's. */
  children?: ReactNode;
}) => {
  const t = useSay();
  const { lang, timeZone } = useLanguage();
  const [key] = useState(newKey);
  const [guest, setGuest] = useState(NO_GUEST);
  const [website, setWebsite] = useState("");
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    onSend({ slug: page.slug, ...givenBy(guest), language: lang, timeZone, ticket: page.ticket, website, key })
      .then(onDone, (error: unknown) => {
        setTrouble(error);
        changed(["book"]);
      })
      .finally(() => setBusy(false));
  };
  return (
    <form onSubmit={send}>
      <Stack gap="md">
        {children}
        <GuestFields questions={page.questions} guest={guest} refusal={trouble} onGuest={setGuest} />
        <div className={css["trap"]} aria-hidden="true">
          <label>
            {t(words.website)}
            <input tabIndex={-1} autoComplete="off" value={website} onChange={(event) => setWebsite(event.currentTarget.value)} />
          </label>
        </div>
        {trouble ? <Notice kind="trouble">{sentenceOf(trouble, t)}</Notice> : null}
        <Button type="submit" size="lg" fullWidth loading={busy}>
          {t(act)}
        </Button>
      </Stack>
    </form>
  );
};

import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatFull } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField } from "#web/ui/field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Opened } from "#web/ui/opened.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { ChooseTime } from "./choose-time.tsx";
import { deskWords as words } from "./desk-words.ts";
import { givenBy, GuestFields, NO_GUEST } from "./guest-fields.tsx";
import { words as guestWords } from "./words.ts";

/** Books for somebody who calls or comes by, on one of the open pages. */
export const BookFor = ({ onDone, onCancel }: { onDone(id: string): void; onCancel(): void }) => {
  const t = useSay();
  const reader = useReader();
  const form = useRun();
  const { data } = useAsk("page.list", {});
  const [slug, setSlug] = useState<string>();
  const [start, setStart] = useState<string>();
  const [guest, setGuest] = useState(NO_GUEST);
  const pages = (data?.pages ?? []).filter(({ open }) => open);
  const page = pages.find((one) => one.slug === slug) ?? pages[0];
  const book = (): void => {
    if (!page || !start) return;
    let id = "";
    void form
      .run(
        async () => void ({ id } = await give("booking.add", { slug: page.slug, start, ...givenBy(guest), language: page.language })),
        t(words.booked),
        ["booking", "book", "event"],
      )
      .then((well) => well && onDone(id));
  };
  if (!data) return <WaitingRows rows={4} />;
  if (!page) return <Opened title={t(words.noPages)} hint={t(words.noPagesText)} />;
  return (
    <Opened title={t(words.bookFor)} hint={t(words.bookForHint)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          book();
        }}
      >
        <Stack gap="md">
          <ChoiceField
            label={words.onPage}
            value={page.slug}
            onChange={(chosen) => {
              setSlug(chosen);
              setStart(undefined);
            }}
            choices={pages.map((one) => ({ value: one.slug, label: t(one.title) }))}
          />
          <Trouble of={form} fields={["name", "email"]} />
          {start ? (
            <>
              <Notice action={<ActButton label={guestWords.other} onAct={() => setStart(undefined)} />}>{formatFull(start, reader)}</Notice>
              <GuestFields forOther questions={page.questions} guest={guest} refusal={form.refusal} onGuest={setGuest} />
              <Group>
                <ActButton
                  label={page.approval ? guestWords.ask : guestWords.book}
                  keys="Mod+Enter"
                  listen={false}
                  main
                  type="submit"
                  loading={form.busy}
                  onAct={() => undefined}
                />
                <ActButton label={words.cancel} onAct={onCancel} />
              </Group>
            </>
          ) : (
            <div>
              <ChooseTime key={page.slug} slug={page.slug} chosen={start} onChoose={setStart} />
            </div>
          )}
        </Stack>
      </form>
    </Opened>
  );
};

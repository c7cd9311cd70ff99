import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useLocation, useParams } from "wouter";
import { give, type Output } from "#web/api/client.ts";
import { changed, useAsk } from "#web/api/hooks.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatFull } from "#web/i18n/time.ts";
import { Notice } from "#web/ui/notice.tsx";
import { PublicPage } from "#web/ui/public-page.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { ChooseTime } from "./choose-time.tsx";
import { GuestForm } from "./guest-form.tsx";
import { WaitForm } from "./wait-form.tsx";
import { words } from "./words.ts";

type Booked = Output<"book.show">;

/** What outsiders see at a page's address, and behind the link in their mail. */
export const BookingPage = () => {
  const { slug = "", token } = useParams<{ slug: string; token?: string }>();
  return token ? <Managing key={token} token={token} /> : <Booking key={slug} slug={slug} />;
};

const Booking = ({ slug }: { slug: string }) => {
  const t = useSay();
  const reader = useReader();
  const [, go] = useLocation();
  const company = useAsk("company.profile", {});
  const { data: page, error } = useAsk("book.page", { slug });
  const [start, setStart] = useState<string>();
  const [waiting, setWaiting] = useState(false);
  // The ticket that counts is the one of when the page was opened.
  const [opened, setOpened] = useState<Output<"book.page">>();
  if (page && !opened) setOpened(page);
  return (
    <PublicPage company={company.data} title={page ? t(page.title) : error ? t(words.gone) : "…"}>
      {error ? <p>{t(words.goneText)}</p> : null}
      {opened ? (
        <Stack gap="md">
          <p>{[t(words.length, opened.minutes), opened.hostNames.join(", "), opened.place].filter(Boolean).join(" · ")}</p>
          {opened.intro ? <p>{t(opened.intro)}</p> : null}
          {waiting ? (
            <WaitForm page={opened} onDone={({ token }) => go(`/book/${slug}/wait/${token}`)} />
          ) : start ? (
            <>
              <Notice
                action={
                  <Button variant="subtle" onClick={() => setStart(undefined)}>
                    {t(words.other)}
                  </Button>
                }
              >
                {formatFull(start, reader)}
              </Notice>
              <GuestForm
                page={opened}
                act={opened.approval ? words.ask : words.book}
                onSend={(wish) => give("book.take", { ...wish, start })}
                onDone={({ token }) => go(`/book/${slug}/${token}`)}
              />
            </>
          ) : (
            <div>
              <ChooseTime slug={slug} chosen={start} onChoose={setStart} />
              <Button variant="subtle" onClick={() => setWaiting(true)}>
                {t(words.waitInstead)}
              </Button>
            </div>
          )}
        </Stack>
      ) : null}
    </PublicPage>
  );
};

const Managing = ({ token }: { token: string }) => {
  const t = useSay();
  const company = useAsk("company.profile", {});
  const { data, error } = useAsk("book.show", { token });
  return (
    <PublicPage company={company.data} title={data ? t(data.title) : error ? t(words.linkGone) : "…"}>
      {data ? <Appointment booked={data} token={token} /> : null}
    </PublicPage>
  );
};

const Appointment = ({ booked, token }: { booked: Booked; token: string }) => {
  const t = useSay();
  const reader = useReader();
  const [moving, setMoving] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const live = booked.state === "confirmed" || booked.state === "requested";
  const act = async (done: Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await done;
      setMoving(false);
      setTrouble(undefined);
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
    changed(["book"]);
  };
  return (
    <Stack gap="md">
      <Notice kind={live ? "good" : "info"}>{t(words[booked.state])}</Notice>
      <p>
        <strong>{formatFull(booked.start, reader)}</strong>
        <br />
        {[booked.hostName, booked.place].filter(Boolean).join(" · ")}
      </p>
      {trouble ? <Notice kind="trouble">{sentenceOf(trouble, t)}</Notice> : null}
      {moving ? (
        <div>
          <ChooseTime slug={booked.slug} chosen={undefined} onChoose={(start) => void act(give("book.move", { token, start }))} />
        </div>
      ) : null}
      {live && !moving ? (
        <Stack gap="sm">
          <Button size="lg" fullWidth variant="default" onClick={() => setMoving(true)}>
            {t(words.move)}
          </Button>
          <Button size="lg" fullWidth variant="subtle" color="red" loading={busy} onClick={() => void act(give("book.cancel", { token }))}>
            {t(words.cancel)}
          </Button>
        </Stack>
      ) : null}
    </Stack>
  );
};

import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useLocation, useParams } from "wouter";
import { give, type Output } from "#web/api/client.ts";
import { changed, useAsk } from "#web/api/hooks.ts";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatFull, formatWithin } from "#web/i18n/time.ts";
import { Notice } from "#web/ui/notice.tsx";
import { PublicPage } from "#web/ui/public-page.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { words } from "./words.ts";

type Place = Output<"wait.show">;

/** One's place on a waiting list: what is on offer now, to be taken or let go; opening it changes nothing. */
export const WaitingPage = () => {
  const t = useSay();
  const { token = "" } = useParams<{ token: string }>();
  const company = useAsk("company.profile", {});
  const { data, error } = useAsk("wait.show", { token });
  return (
    <PublicPage company={company.data} title={data ? t(data.title) : error ? t(words.linkGone) : "…"}>
      {data ? <Waiting place={data} token={token} /> : null}
    </PublicPage>
  );
};

const Waiting = ({ place, token }: { place: Place; token: string }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setTrouble(undefined);
    await work().catch(setTrouble);
    setBusy(false);
    changed(["wait"]);
  };
  const take = (slot: string): Promise<void> =>
    act(async () => go(`/book/${place.slug}/${(await give("wait.accept", { token, slot })).token}`));
  const waits = place.state === "waiting";
  const says = { waiting: words.waits, booked: words.confirmed, left: words.left, over: words.waitOver }[place.state];
  return (
    <Stack gap="md">
      {trouble ? <Notice kind="trouble">{sentenceOf(trouble, t)}</Notice> : null}
      {place.offers.map(({ slot, start, until }) => (
        <Stack key={slot} gap="sm">
          <Notice kind="good">{t(words.heldFor, formatWithin(until, reader, now))}</Notice>
          <p>
            <strong>{formatFull(start, reader)}</strong>
          </p>
          <Button size="lg" fullWidth loading={busy} onClick={() => void take(slot)}>
            {t(words.takeIt)}
          </Button>
          <Button size="lg" fullWidth variant="default" disabled={busy} onClick={() => void act(() => give("wait.pass", { token, slot }))}>
            {t(words.pass)}
          </Button>
        </Stack>
      ))}
      {place.offers.length === 0 ? <Notice kind={waits ? "good" : "info"}>{t(says)}</Notice> : null}
      {waits ? (
        <Button
          size="lg"
          fullWidth
          variant="subtle"
          color="red"
          disabled={busy}
          onClick={() => void act(() => give("wait.leave", { token }))}
        >
          {t(words.leave)}
        </Button>
      ) : null}
    </Stack>
  );
};

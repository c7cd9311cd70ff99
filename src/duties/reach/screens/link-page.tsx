import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useParams } from "wouter";
import { give } from "#web/api/client.ts";
import { changed, useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PublicPage } from "#web/ui/public-page.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { TimeAgo } from "#web/ui/moment.tsx";
import { UrgencyMark } from "#web/ui/urgency.tsx";
import { words } from "./words.ts";

/** What a link in a mail, an SMS or a notification opens: one matter, one act, no account. Opening it changes nothing. */
export const LinkPage = () => {
  const t = useSay();
  const { token = "" } = useParams<{ token: string }>();
  const company = useAsk("company.profile", {});
  const { data, error, isPending } = useAsk("link.open", { token });
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const take = (): void => {
    setBusy(true);
    give("link.acknowledge", { token })
      .then(() => changed(["link"]), setTrouble)
      .finally(() => setBusy(false));
  };
  return (
    <PublicPage company={company.data} title={data ? t(words.hello, data.personName) : isPending ? "…" : t(words.linkGone)}>
      {error ? <p>{t(words.linkGoneText)}</p> : null}
      {data ? (
        <Stack gap="md">
          <UrgencyMark urgency={data.urgency} withWord />
          <h2>{t(data.title)}</h2>
          {data.detail ? <p>{t(data.detail)}</p> : null}
          <p>
            <TimeAgo at={data.raisedAt} /> · {data.reference}
          </p>
          {trouble ? <Notice kind="trouble">{sentenceOf(trouble, t)}</Notice> : null}
          {data.yours ? <Notice kind="good">{t(words.youHaveIt)}</Notice> : null}
          {!data.yours && data.takenBy ? <Notice>{t(words.has, data.takenBy)}</Notice> : null}
          {data.state === "settled" ? <Notice>{t(words.itIsOver)}</Notice> : null}
          {data.state === "open" ? (
            <Button size="lg" fullWidth loading={busy} onClick={take}>
              {t(words.take)}
            </Button>
          ) : null}
          <a href="/">{t(words.openKerani)}</a>
        </Stack>
      ) : null}
    </PublicPage>
  );
};

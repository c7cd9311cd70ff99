import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useParams } from "wouter";
import { give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatFull } from "#web/i18n/time.ts";
import { Notice } from "#web/ui/notice.tsx";
import { PublicPage } from "#web/ui/public-page.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { words } from "./words.ts";

/** One of the times that somebody was offered: opening it changes nothing, a press says yes. */
export const OfferPage = () => {
  const t = useSay();
  const reader = useReader();
  const { token = "" } = useParams<{ token: string }>();
  const company = useAsk("company.profile", {});
  const { data, error } = useAsk("offer.open", { token });
  const [state, setState] = useState<"busy" | "yours">();
  const [trouble, setTrouble] = useState<unknown>();
  const accept = (): void => {
    setState("busy");
    give("offer.accept", { token }).then(
      () => setState("yours"),
      (refused: unknown) => {
        setTrouble(refused);
        setState(undefined);
      },
    );
  };
  return (
    <PublicPage company={company.data} title={data ? data.title : error ? t(words.linkGone) : "…"}>
      {data ? (
        <Stack gap="md">
          <p>
            <strong>{formatFull(data.start, reader)}</strong>
          </p>
          {trouble ? <Notice kind="trouble">{sentenceOf(trouble, t)}</Notice> : null}
          {state === "yours" ? <Notice kind="good">{t(words.confirmed)}</Notice> : null}
          {data.state === "over" && state !== "yours" ? <Notice>{t(words.linkGone)}</Notice> : null}
          {data.state === "open" && state !== "yours" ? (
            <Button size="lg" fullWidth loading={state === "busy"} onClick={accept}>
              {t(words.book)}
            </Button>
          ) : null}
        </Stack>
      ) : null}
    </PublicPage>
  );
};

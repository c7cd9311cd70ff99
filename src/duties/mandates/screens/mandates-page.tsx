import { useRef, useState } from "react";
import { useLocation, useParams } from "wouter";
import type { Input, Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatMoment } from "#web/i18n/time.ts";
import { useListKeys } from "#web/keyboard/list-keys.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { IconPlus } from "#web/ui/icons.ts";
import { ItemRow } from "#web/ui/item-row.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { Split } from "#web/ui/split.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { GivePanel } from "./give-panel.tsx";
import { MandatePanel } from "./mandate-panel.tsx";
import { standingOf } from "./standing.ts";
import { words } from "./words.ts";

type Box = "mine" | "all" | "ended";
type Mandate = Output<"mandate.list">["mandates"][number];

const MOST = 100;
const WISHES: Readonly<Record<Box, Input<"mandate.list">>> = {
  mine: { of: "mine", limit: MOST },
  all: { of: "all", limit: MOST },
  ended: { of: "mine", state: "ended", limit: MOST },
};

/** Mandates: who acts for whom, until when, and what was done under each. */
export const MandatesPage = () => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const [, go] = useLocation();
  const { id } = useParams<{ id?: string }>();
  const list = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box>("mine");
  const { data, error } = useAsk("mandate.list", WISHES[box], { keep: true });
  const mandates = data?.mandates ?? [];
  const open = (which: string): void => go(`/mandates/${which}`);
  const { at } = useListKeys({ ids: mandates.map((mandate) => mandate.id), list, onOpen: open });
  const period = ({ state, beginsAt, endsAt }: Mandate): string =>
    state === "coming" ? t(words.from, formatMoment(beginsAt, reader, now)) : t(words.until, formatMoment(endsAt, reader, now));
  return (
    <Split
      onClose={() => go("/mandates")}
      panelLabel={t(id === "new" ? words.give : words.mandates)}
      panel={
        id === "new" ? <GivePanel onDone={open} onCancel={() => go("/mandates")} /> : id ? <MandatePanel key={id} id={id} /> : undefined
      }
      list={
        <>
          <PageHead
            title={t(words.mandates)}
            hint={t(words.hint)}
            acts={
              <ActButton label={words.give} keys="w" main icon={<IconPlus size={18} aria-hidden />} onAct={() => go("/mandates/new")} />
            }
          >
            <Filters<Box>
              label={words.show}
              value={box}
              onChange={setBox}
              filters={[
                { value: "mine", label: words.mine },
                { value: "all", label: words.all },
                { value: "ended", label: words.ended },
              ]}
            />
          </PageHead>
          {error && !data ? <p role="alert">{sentenceOf(error, t)}</p> : null}
          {data ? null : <WaitingRows />}
          <div ref={list}>
            {mandates.map((mandate) => (
              <ItemRow
                key={mandate.id}
                at={mandate.id === at}
                open={mandate.id === id}
                onOpen={() => open(mandate.id)}
                item={{
                  id: mandate.id,
                  urgency: "routine",
                  title: t(words.actsFor, mandate.delegate.name, mandate.principal.name),
                  detail: [t(mandate.lends), mandate.reason].filter(Boolean).join(" · "),
                  about: period(mandate),
                  since: mandate.givenAt,
                  state: t(standingOf(mandate)),
                  unread: mandate.answer === "waiting" && mandate.state !== "ended",
                }}
              />
            ))}
          </div>
          {data && mandates.length === 0 ? <EmptyState drawing="people" title={t(words.nothing)} text={t(words.nothingText)} /> : null}
        </>
      }
    />
  );
};

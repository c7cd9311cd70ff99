import { useRef, useState } from "react";
import { useLocation, useParams } from "wouter";
import type { Input, Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { useListKeys } from "#web/keyboard/list-keys.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { ItemRow } from "#web/ui/item-row.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { Split } from "#web/ui/split.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { ApprovalPanel } from "./approval-panel.tsx";
import { words } from "./approval-words.ts";

type Box = "waiting" | "asked" | "done" | "refused";
type Pending = Output<"approval.list">["items"][number];

const MOST = 100;
const WISHES: Readonly<Record<Box, Input<"approval.list">>> = {
  waiting: { limit: MOST },
  asked: { mine: true, limit: MOST },
  done: { state: "done", limit: MOST },
  refused: { state: "refused", limit: MOST },
};

/**
 * Commands that wait for a person: each in words, opened beside the list, decided once. None is decided from the list itself:
 * rows move up when one is gone, and a second press would decide the next.
 */
export const ApprovalsPage = () => {
  const t = useSay();
  const [, go] = useLocation();
  const { id } = useParams<{ id?: string }>();
  const list = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box>("waiting");
  const { data, error } = useAsk("approval.list", WISHES[box], { keep: true });
  const items = data?.items ?? [];
  const open = (which: string): void => go(`/approvals/${which}`);
  const { at } = useListKeys({ ids: items.map((item) => item.id), list, onOpen: open, startsAtTop: true });
  const stateOf = ({ state }: Pending): string => t({ waiting: words.waits, done: words.done, refused: words.refused }[state]);
  return (
    <Split
      onClose={() => go("/approvals")}
      panelLabel={t(words.approvals)}
      panel={id ? <ApprovalPanel key={id} id={id} /> : undefined}
      list={
        <>
          <PageHead title={t(words.approvals)} hint={t(words.hint)}>
            <Filters<Box>
              label={words.show}
              value={box}
              onChange={setBox}
              filters={[
                { value: "waiting", label: words.waiting, count: box === "waiting" ? data?.items.length : undefined },
                { value: "asked", label: words.asked },
                { value: "done", label: words.done },
                { value: "refused", label: words.refused },
              ]}
            />
          </PageHead>
          {error && !data ? <p role="alert">{sentenceOf(error, t)}</p> : null}
          {data ? null : <WaitingRows />}
          <div ref={list}>
            {items.map((item) => (
              <ItemRow
                key={item.id}
                at={item.id === at}
                open={item.id === id}
                onOpen={() => open(item.id)}
                item={{
                  id: item.id,
                  urgency: "soon",
                  about: t(words.wants, item.author.name),
                  title: t(item.summary),
                  detail: t(item.asks).replaceAll("\n", " · "),
                  since: item.askedAt,
                  state: box === "waiting" ? null : stateOf(item),
                  unread: item.state === "waiting",
                }}
              />
            ))}
          </div>
          {data && items.length === 0 ? <EmptyState title={t(words.nothing)} text={t(words.nothingText)} /> : null}
        </>
      }
    />
  );
};

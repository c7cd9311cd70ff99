import { useRef, useState } from "react";
import { useLocation, useParams, useSearchParams } from "wouter";
import type { Text } from "#kernel/i18n/text.ts";
import type { Input, Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { lastPlace } from "#web/frame/last-place.ts";
import { TakeButton } from "#web/frame/take-button.tsx";
import { useListKeys } from "#web/keyboard/list-keys.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { ItemRow } from "#web/ui/item-row.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { Split } from "#web/ui/split.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { MessagePanel } from "./message-panel.tsx";
import { TakePanel } from "./take-panel.tsx";
import { words } from "./words.ts";

type Box = "all" | "mine" | "unread" | "taken" | "toFollow";
type Message = Output<"message.list">["messages"][number];

const STEP = 40;
const STATES: Readonly<Record<Message["state"], Text>> = {
  taken: words.nobodyRead,
  delivered: words.stateDelivered,
  read: words.stateRead,
  acted: words.stateActed,
  told: words.stateTold,
  retracted: words.stateRetracted,
};

const today = (): string => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short" }).format();

const wishFor = (box: Box, search: string, limit: number): Input<"message.list"> => ({
  box: box === "mine" || box === "taken" ? box : "all",
  ...(box === "unread" ? { unread: true } : {}),
  ...(box === "toFollow" ? { followUpBy: today() } : {}),
  ...(search.trim() ? { search: search.trim() } : {}),
  limit,
});

/** Messages: what nobody has read stands out; one opens beside the list. */
export const MessagesPage = () => {
  const t = useSay();
  const [, go] = useLocation();
  const { id } = useParams<{ id?: string }>();
  const list = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box>("all");
  const [parameters, setParameters] = useSearchParams();
  const search = parameters.get("search") ?? "";
  const setSearch = (text: string): void => setParameters(text ? { search: text } : {}, { replace: true });
  const [limit, setLimit] = useState(STEP);
  const counts = useAsk("message.counts", {});
  const { data, error } = useAsk("message.list", wishFor(box, search, limit), { keep: true });
  const messages = data?.messages ?? [];
  const open = (which: string): void => go(`/messages/${which}`);
  const { at } = useListKeys({ ids: messages.map((message) => message.id), list, onOpen: open });

  return (
    <Split
      onClose={() => go(id === "new" ? lastPlace() : "/messages")}
      panelLabel={t(id === "new" ? words.take : words.messages)}
      panel={id === "new" ? <TakePanel /> : id ? <MessagePanel key={id} id={id} onGone={() => go("/messages")} /> : undefined}
      list={
        <>
          <PageHead title={t(words.messages)} wideActs acts={<TakeButton />}>
            <SearchBox label={words.search} value={search} onSearch={setSearch} />
            <Filters<Box>
              label={words.show}
              value={box}
              onChange={setBox}
              filters={[
                { value: "all", label: words.all },
                { value: "mine", label: words.mine, count: counts.data?.mineUnread },
                { value: "unread", label: words.unread, count: counts.data?.unread },
                { value: "taken", label: words.taken },
                { value: "toFollow", label: words.toFollow, count: counts.data?.followUp },
              ]}
            />
          </PageHead>
          {error && !data ? <p role="alert">{sentenceOf(error, t)}</p> : null}
          {data ? null : <WaitingRows />}
          <div ref={list}>
            {messages.map((message) => (
              <ItemRow
                key={message.id}
                at={message.id === at}
                open={message.id === id}
                onOpen={() => open(message.id)}
                item={{
                  id: message.id,
                  urgency: message.urgency,
                  title: message.subject ?? message.body.slice(0, 120),
                  detail: message.subject ? message.body.slice(0, 200) : null,
                  about: t(words.fromTo, message.from.name, message.for.name),
                  since: message.takenAt,
                  state: t(STATES[message.state]),
                  unread: message.state === "taken" || message.state === "delivered",
                }}
              />
            ))}
          </div>
          {data && messages.length === 0 ? (
            <EmptyState
              drawing="letters"
              title={t(search || box !== "all" ? words.nothingFound : words.nothing)}
              {...(search ? {} : { text: t(words.nothingText) })}
            />
          ) : null}
          {data?.next ? (
            <ActButton label={{ id: "Tampilkan lagi", en: "Show more" }} onAct={() => setLimit(Math.min(200, limit + STEP))} />
          ) : null}
        </>
      }
    />
  );
};

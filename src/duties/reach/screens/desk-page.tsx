import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useLocation, useParams } from "wouter";
import { give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { TakeButton } from "#web/frame/take-button.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { useListKeys } from "#web/keyboard/list-keys.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { ItemRow } from "#web/ui/item-row.tsx";
import { Moment } from "#web/ui/moment.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { Split } from "#web/ui/split.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { DeskSide } from "./desk-side.tsx";
import { useItemActs, type Item } from "./item-acts.ts";
import { addressOf } from "./subject.ts";
import { words } from "./words.ts";

const ItemPanel = lazy(async () => ({ default: (await import("./item-panel.tsx")).ItemPanel }));

type Box = "all" | "mine" | "desk";

const MOST = 100;

/** Meja: everything that needs a person, in the order in which it needs one. */
export const DeskPage = () => {
  const t = useSay();
  const [, go] = useLocation();
  const { id } = useParams<{ id?: string }>();
  const list = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box>("all");
  const { data, error } = useAsk("attention.feed", { box, limit: MOST }, { keep: true });
  const counts = useAsk("attention.counts", {});
  const items = data?.items ?? [];
  const open = (which: string): void => go(`/desk/${which}`);
  const { at } = useListKeys({ ids: items.map((item) => item.id), list, onOpen: open, startsAtTop: true });
  const act = useNextAct();

  return (
    <Split
      onClose={() => go("/desk")}
      panelLabel={t(words.desk)}
      closedPanel={<DeskSide />}
      panel={
        id ? (
          <Suspense fallback={<WaitingRows rows={4} />}>
            <ItemPanel key={id} id={id} />
          </Suspense>
        ) : undefined
      }
      list={
        <>
          <PageHead title={t(words.desk)} hint={t(words.deskHint)} wideActs acts={<TakeButton />}>
            <Filters<Box>
              label={words.show}
              value={box}
              onChange={setBox}
              filters={[
                { value: "all", label: words.all, count: counts.data?.all },
                { value: "mine", label: words.mine, count: counts.data?.mine },
                { value: "desk", label: words.ofDesk },
              ]}
            />
          </PageHead>
          {error && !data ? <p role="alert">{sentenceOf(error, t)}</p> : null}
          {data ? null : <WaitingRows />}
          <Arrivals items={items} />
          <div ref={list}>
            {items.map((item) => (
              <ItemRow
                key={item.id}
                at={item.id === at}
                open={item.id === id}
                onOpen={() => open(item.id)}
                item={rowOf(item, t, id ? undefined : "a", act)}
              />
            ))}
          </div>
          {data && items.length === 0 ? <EmptyState title={t(words.empty)} text={t(words.emptyText)} /> : null}
        </>
      }
    />
  );
};

const rowOf = (item: Item, t: ReturnType<typeof useSay>, keys: string | undefined, act: (item: Item) => void) => ({
  id: item.id,
  urgency: item.urgency,
  title: t(item.title),
  detail: item.detail ? t(item.detail) : null,
  about: t(item.owner.name),
  since: item.raisedAt,
  state: <HowFar item={item} />,
  trouble: item.trouble ? t(item.trouble) : item.overdue ? t(words.overdue) : null,
  unread: item.state === "open",
  // While a matter is open, its own acts have the keys.
  act: { label: item.act.label, ...(keys ? { keys } : {}), onAct: () => act(item) },
});

/** Who has it, else what comes next and when, else what happened last. */
const HowFar = ({ item: { acknowledged, next, progress } }: { item: Item }) => {
  const t = useSay();
  if (acknowledged?.by) return t(words.has, acknowledged.by.name);
  const last = progress.at(-1);
  if (next)
    return (
      <>
        {t(next.text)} · <Moment at={next.at} />
      </>
    );
  return last ? t(last.text) : null;
};

/** Does the one most likely next thing: take it on where that is all it needs, else open what it is about. */
const useNextAct = () => {
  const t = useSay();
  const [, go] = useLocation();
  const act = useItemActs();
  return (item: Item): void => {
    const { id } = item;
    if (item.act.command === "attention.acknowledge")
      void act("attention.acknowledge", { id }, t(words.taken), () => give("attention.release", { id }));
    else go(addressOf(item) ?? `/desk/${id}`);
  };
};

/** Tells a screen reader, politely, what arrived since the list was first read. */
const Arrivals = ({ items }: { items: readonly Item[] }) => {
  const t = useSay();
  const seen = useRef<Set<string> | undefined>(undefined);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const fresh = seen.current ? items.filter(({ id }) => !seen.current?.has(id)) : [];
    if (items.length > 0 || seen.current) seen.current = new Set([...(seen.current ?? []), ...items.map(({ id }) => id)]);
    const newest = fresh[0];
    if (newest) setSaid(t(words.arrived, t(newest.title)));
  }, [items, t]);
  return <output className="k-said">{said}</output>;
};

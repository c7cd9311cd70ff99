import { useRef, useState } from "react";
import { useLocation, useParams } from "wouter";
import type { Text } from "#kernel/i18n/text.ts";
import type { Input } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { useListKeys } from "#web/keyboard/list-keys.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { IconPlus } from "#web/ui/icons.ts";
import { PageHead } from "#web/ui/page-head.tsx";
import { RowGroup } from "#web/ui/row-group.tsx";
import { Split } from "#web/ui/split.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { GivePanel } from "./give-panel.tsx";
import { MandatePanel } from "./mandate-panel.tsx";
import { MandateRow, type Mandate } from "./mandate-row.tsx";
import { words } from "./words.ts";

type Box = "mine" | "all" | "ended";
type Group = { title: Text | undefined; mandates: readonly Mandate[] };

const MOST = 100;
const WISHES: Readonly<Record<Box, Input<"mandate.list">>> = {
  mine: { of: "mine", limit: MOST },
  all: { of: "all", limit: MOST },
  ended: { of: "mine", state: "ended", limit: MOST },
};

/** Mine by which side I am on, everybody's by whether they run now; what ended stands in one list. */
const grouped = (box: Box, mandates: readonly Mandate[], me: string): readonly Group[] => {
  const of = (title: Text, fits: (mandate: Mandate) => boolean): Group => ({ title, mandates: mandates.filter(fits) });
  const groups: readonly Group[] = {
    mine: [
      of(words.received, ({ delegate }) => delegate.id === me),
      of(words.givenByMe, ({ principal }) => principal.id === me),
      of(words.ofMyBosses, ({ delegate, principal }) => delegate.id !== me && principal.id !== me),
    ],
    all: [of(words.now, ({ state }) => state === "running"), of(words.later, ({ state }) => state === "coming")],
    ended: [{ title: undefined, mandates }],
  }[box];
  return groups.filter((group) => group.mandates.length > 0);
};

/** Mandates: who acts for whom, until when, and what was done under each. */
export const MandatesPage = () => {
  const t = useSay();
  const [, go] = useLocation();
  const { id } = useParams<{ id?: string }>();
  const { me } = useSession();
  const list = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box>("mine");
  const { data, error } = useAsk("mandate.list", WISHES[box], { keep: true });
  const groups = grouped(box, data?.mandates ?? [], me.id);
  const open = (which: string): void => go(`/mandates/${which}`);
  const ids = groups.flatMap(({ mandates }) => mandates.map((mandate) => mandate.id));
  const { at } = useListKeys({ ids, list, onOpen: open });
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
            {groups.map(({ title, mandates }) => (
              <RowGroup key={title?.en ?? "all"} title={title && t(title)}>
                {mandates.map((mandate) => (
                  <MandateRow
                    key={mandate.id}
                    mandate={mandate}
                    at={mandate.id === at}
                    open={mandate.id === id}
                    onOpen={() => open(mandate.id)}
                  />
                ))}
              </RowGroup>
            ))}
          </div>
          {data && ids.length === 0 ? <EmptyState drawing="people" title={t(words.nothing)} text={t(words.nothingText)} /> : null}
        </>
      }
    />
  );
};

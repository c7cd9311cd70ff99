import { useEffect, useRef, useState } from "react";
import { useLocation, useParams, useSearchParams } from "wouter";
import type { Input, Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { useListKeys } from "#web/keyboard/list-keys.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { IconUserPlus } from "#web/ui/icons.ts";
import { PageHead } from "#web/ui/page-head.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { Split } from "#web/ui/split.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { AddPanel } from "./person-form.tsx";
import { PersonPanel } from "./person-panel.tsx";
import { PersonRow, type Line } from "./person-row.tsx";
import { words } from "./words.ts";

type Box = "all" | "staff" | "contact" | "archived";
type Found = Output<"person.find">["found"][number];
type Brief = Output<"person.list">["people"][number];

const STEP = 60;
const MOST = 200;
const PAUSE_MS = 100;

const WISHES: Readonly<Record<Box, Input<"person.list">>> = {
  all: {},
  staff: { kind: "staff" },
  contact: { kind: "contact" },
  archived: { archived: true },
};

const asLine = (brief: Brief): Line => ({
  id: brief.id,
  type: "person",
  name: brief.fullName,
  detail: [brief.position, brief.organisation?.name].filter(Boolean).join(" · ") || null,
  initials: brief.initials,
  hasPhoto: brief.hasPhoto,
});

/** What one types, once one pauses. */
const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};

const useLines = (box: Box, search: string, limit: number) => {
  const sought = useSettled(search.trim());
  const types = { all: undefined, archived: undefined, staff: ["staff"], contact: ["contact"] }[box] as ("staff" | "contact")[] | undefined;
  const finding = sought !== "" && box !== "archived";
  const found = useAsk("person.find", { text: sought, limit: 30, ...(types ? { types } : {}) }, { enabled: finding, keep: true });
  const listed = useAsk("person.list", { ...WISHES[box], limit }, { enabled: !finding, keep: true });
  const lines: Line[] | undefined = finding ? found.data?.found.map((one: Found) => one) : listed.data?.people.map(asLine);
  return { lines, more: !finding && Boolean(listed.data?.next), error: finding ? found.error : listed.error };
};

/** Everybody: found while one types, typing errors forgiven; the card opens beside the list. */
export const PeoplePage = () => {
  const t = useSay();
  const [, go] = useLocation();
  const { id } = useParams<{ id?: string }>();
  const { me } = useSession();
  const list = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box>("all");
  const [limit, setLimit] = useState(STEP);
  const [parameters, setParameters] = useSearchParams();
  const search = parameters.get("search") ?? "";
  const setSearch = (text: string): void => setParameters(text ? { search: text } : {}, { replace: true });
  const { lines, more, error } = useLines(box, search, limit);
  const open = (which: string): void => go(`/people/${which}${search ? `?search=${encodeURIComponent(search)}` : ""}`);
  const people = (lines ?? []).filter(({ type }) => type === "person");
  const { at } = useListKeys({ ids: people.map((line) => line.id), list, onOpen: open });
  const atDesk = me.role !== "staff";
  return (
    <Split
      onClose={() => go("/people")}
      panelLabel={t(id === "new" ? words.add : words.people)}
      panel={id === "new" ? <AddPanel onDone={open} onCancel={() => go("/people")} /> : id ? <PersonPanel key={id} id={id} /> : undefined}
      list={
        <>
          <PageHead
            title={t(words.people)}
            wideActs
            acts={
              <>
                {atDesk ? <ActButton label={words.bringIn} onAct={() => go("/people/import")} /> : null}
                <ActButton label={words.structure} onAct={() => go("/people/structure")} />
                {atDesk ? (
                  <ActButton
                    label={words.add}
                    keys="c"
                    main
                    icon={<IconUserPlus size={18} aria-hidden />}
                    onAct={() => go("/people/new")}
                  />
                ) : null}
              </>
            }
          >
            <SearchBox label={words.search} value={search} onSearch={setSearch} />
            <Filters<Box>
              label={words.show}
              value={box}
              onChange={setBox}
              filters={[
                { value: "all", label: words.all },
                { value: "staff", label: words.staff },
                { value: "contact", label: words.contacts },
                ...(atDesk ? [{ value: "archived" as const, label: words.archived }] : []),
              ]}
            />
          </PageHead>
          {error && !lines ? <p role="alert">{sentenceOf(error, t)}</p> : null}
          {lines || error ? null : <WaitingRows />}
          <div ref={list}>
            {(lines ?? []).map((line) => (
              <PersonRow
                key={`${line.type}${line.id}`}
                line={line}
                at={line.id === at}
                open={line.id === id}
                onOpen={() => (line.type === "person" ? open(line.id) : go("/people/structure"))}
              />
            ))}
          </div>
          {lines?.length === 0 ? (
            <EmptyState
              drawing="people"
              title={t(search ? words.nobody : words.empty)}
              text={t(search ? words.nobodyText : words.emptyText)}
            />
          ) : null}
          {more ? <ActButton label={words.more} onAct={() => setLimit(Math.min(MOST, limit + STEP))} /> : null}
        </>
      }
    />
  );
};

import { Suspense, useEffect, useSyncExternalStore } from "react";
import { Route, Switch, useLocation } from "wouter";
import { give } from "../api/client.ts";
import { Foot } from "../frame/foot.tsx";
import { Frame } from "../frame/frame.tsx";
import { isIn, type Place } from "../frame/place.ts";
import { wasAt } from "../frame/last-place.ts";
import { useNow } from "../i18n/clock.ts";
import { useReader, useSay } from "../i18n/language.tsx";
import { formatWithin } from "../i18n/time.ts";
import { useShortcut } from "../keyboard/shortcuts.ts";
import { copyAge } from "../offline/copy-age.ts";
import { discard } from "../offline/outbox.ts";
import { ConnectionSign } from "../ui/connection-sign.tsx";
import { useToasts } from "../ui/toast.tsx";
import { QueueSign } from "../ui/queue-sign.tsx";
import { WaitingRows } from "../ui/waiting-rows.tsx";
import { Bar } from "./bar.tsx";
import { sendKept, useConnection } from "./connection.ts";
import { Crash } from "./crash.tsx";
import { NotHere } from "./not-here.tsx";
import { pages, type Page } from "./pages.ts";
import { BELOW, MAIN, usePlaces } from "./places.tsx";
import { useSession, type Me } from "./session.tsx";
import { WhereNow } from "./where-now.tsx";
import { words } from "./words.ts";

const RANK = { staff: 0, desk: 1, administrator: 2 } as const;

const mayOpen = (me: Me, { duty, role }: Page): boolean => me.duties.includes(duty) && RANK[me.role] >= RANK[role ?? "staff"];

/** The frame and the screen at the address, for somebody who is signed in. */
export const Inside = () => {
  const t = useSay();
  const toasts = useToasts();
  const [address, go] = useLocation();
  const { me, company, acting, act, signOut } = useSession();
  const { wire, offline, waiting } = useConnection(me.id);
  const places = usePlaces(me);
  useTitle(address, places);
  useEffect(() => wasAt(address), [address]);
  useShortcut("m", words.take, () => go("/messages/new"), me.duties.includes("messages"));
  const leave = (): void => {
    // oxlint-disable-next-line no-alert -- the one question worth stopping for: something here is not sent yet
    if (waiting.length > 0 && !window.confirm(t(words.waitingOnLeave, waiting.length))) return;
    signOut().catch(toasts.trouble);
  };
  return (
    <Frame
      company={company.name}
      places={places}
      below={BELOW}
      main={MAIN}
      me={me}
      principals={me.actsFor}
      acting={acting}
      onAct={act}
      onSignOut={leave}
      onLanguage={(language) => void give("person.change", { id: me.id, language }, undefined, null).catch(toasts.trouble)}
      bar={<Bar me={me} places={places} />}
      queue={<QueueSign waiting={waiting} onSend={() => void sendKept(me.id)} onDiscard={(key) => void discard(key)} />}
      connection={<Connection wire={wire} offline={offline} />}
      foot={<Foot {...(me.duties.includes("reach") ? { executives: <WhereNow /> } : {})} />}
    >
      <Crash at={address}>
        <Suspense fallback={<WaitingRows />}>
          <Switch>
            {pages
              .filter((page) => mayOpen(me, page))
              .map(({ path, Screen }) => (
                <Route key={path} path={path}>
                  <Screen />
                </Route>
              ))}
            <Route>
              <NotHere />
            </Route>
          </Switch>
        </Suspense>
      </Crash>
    </Frame>
  );
};

const Connection = ({ wire, offline }: { wire: "connecting" | "open" | "broken"; offline: boolean }) => {
  const reader = useReader();
  const now = useNow();
  const age = useSyncExternalStore(copyAge.subscribe, copyAge.current);
  const copyFrom = age === undefined ? undefined : formatWithin(new Date(age).toISOString(), reader, now);
  return <ConnectionSign state={wire} offline={offline} copyFrom={copyFrom} />;
};

/** The window says where one is, and how much waits on the desk. */
const useTitle = (address: string, places: readonly Place[]): void => {
  const t = useSay();
  const here = [...places, ...BELOW].find(({ href }) => isIn(address, href));
  const waiting = places[0]?.count;
  const title = `${waiting ? `(${waiting}) ` : ""}${here ? `${t(here.label)} · ` : ""}Kerani`;
  useEffect(() => {
    document.title = title;
  }, [title]);
};

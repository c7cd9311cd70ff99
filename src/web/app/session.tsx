import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { actFor, ApiRefusal, give, type Output } from "../api/client.ts";
import { changed, known, useAsk } from "../api/hooks.ts";
import { useLanguage } from "../i18n/language.tsx";
import type { Principal } from "../frame/me-menu.tsx";
import { forgetCopies, readsHere } from "../offline/reading-copy.ts";
import { inTab } from "../offline/device-memory.ts";

/** Who is signed in, and what they are to this company. */
export type Me = Output<"session.me">;
/** The company as strangers may know it. */
export type Company = Output<"company.profile">;

/** What every screen of somebody signed in may ask. */
export type Session = {
  me: Me;
  company: Company;
  acting: Principal | undefined;
  act(principal: Principal | undefined): void;
  signOut(): Promise<void>;
};

/** How it stands: not known yet, Kerani is not set up, nobody is signed in, or somebody is. */
export type Standing =
  | { state: "asking"; error?: unknown }
  | { state: "new"; company: Company }
  | { state: "stranger"; company: Company }
  | { state: "in"; session: Session };

const ACTING = "kerani-acting";

const Current = createContext<Session | undefined>(undefined);

/** The session of whoever is signed in; only below `SignedIn`. */
export const useSession = (): Session => {
  const session = useContext(Current);
  if (!session) throw new Error("nobody is signed in here");
  return session;
};

/** Gives the session to the screens below. */
export const SignedIn = ({ session, children }: { session: Session; children: ReactNode }) => <Current value={session}>{children}</Current>;

const isStranger = (error: unknown): boolean => error instanceof ApiRefusal && error.kind === "unauthenticated";

// Acting for somebody belongs to one tab: another tab may be oneself.
const keptPrincipal = (): Principal | undefined => {
  try {
    return JSON.parse(inTab.read(ACTING) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
};

const usePrincipal = (me: Me | undefined) => {
  const [acting, setActing] = useState<Principal | undefined>(() => {
    const kept = keptPrincipal();
    actFor(kept);
    return kept;
  });
  const act = useCallback((principal: Principal | undefined) => {
    actFor(principal);
    inTab.write(ACTING, JSON.stringify(principal ?? null));
    setActing(principal);
    void known.invalidateQueries();
  }, []);
  const lent = acting && me ? me.actsFor.find(({ id }) => id === acting.id) : acting;
  const ended = acting !== undefined && lent === undefined;
  const changedLoan = lent !== undefined && JSON.stringify(lent) !== JSON.stringify(acting);
  useEffect(() => {
    // The mandate ended or was taken back: from now on one acts as oneself. One more or less: with what is lent now.
    // oxlint-disable-next-line react/set-state-in-effect -- what the server said ends it, not an event here
    if (ended) act(undefined);
    else if (changedLoan) act(lent);
  }, [ended, changedLoan, lent, act]);
  return { acting: ended ? undefined : acting, act };
};

const signOut = async (): Promise<void> => {
  await give("session.close", {}).catch((error: unknown) => {
    if (!isStranger(error)) throw error;
  });
  actFor(undefined);
  inTab.write(ACTING, null);
  await forgetCopies();
  known.clear();
  window.location.assign("/sign-in");
};

/** Finds out how it stands and keeps it so: a session that ends elsewhere ends here too. */
export const useStanding = (): Standing => {
  const profile = useAsk("company.profile", {});
  const mine = useAsk("session.me", {}, { enabled: profile.data?.setUp !== false });
  const { choose, chooseZone } = useLanguage();
  const me = isStranger(mine.error) ? undefined : mine.data;
  const { acting, act } = usePrincipal(me);
  const { id, language, timeZone } = me ?? {};
  useEffect(() => {
    if (!id || !language || !timeZone) return;
    choose(language);
    chooseZone(timeZone);
    void readsHere(id).catch(() => {});
  }, [id, language, timeZone, choose, chooseZone]);
  useEffect(
    () =>
      known.getQueryCache().subscribe(({ query, type }) => {
        if (type === "updated" && query.state.status === "error" && isStranger(query.state.error) && query.queryKey[0] !== "session.me")
          changed(["session"]);
      }),
    [],
  );
  return useMemo((): Standing => {
    const company = profile.data;
    if (!company) return { state: "asking", error: profile.error ?? undefined };
    if (!company.setUp) return { state: "new", company };
    if (me) return { state: "in", session: { me, company, acting, act, signOut } };
    return isStranger(mine.error) ? { state: "stranger", company } : { state: "asking", error: mine.error ?? undefined };
  }, [profile.data, profile.error, me, mine.error, acting, act]);
};

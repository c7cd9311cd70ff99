import { useAsk } from "../api/hooks.ts";
import { useNow } from "../i18n/clock.ts";
import { useReader, useSay } from "../i18n/language.tsx";
import { formatWithin } from "../i18n/time.ts";
import { words } from "./words.ts";

const MOST = 3;

/** Who said that they are out or not to be disturbed, and until when: what a clerk wants to know before putting a call through. */
export const WhereNow = () => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const { data } = useAsk("presence.list", {});
  const away = (data?.people ?? []).filter(({ status }) => status !== "in");
  if (away.length === 0) return t(words.allReachable);
  const said = away.slice(0, MOST).map(({ person, status, until, note }) => {
    const what = note ?? t(status === "out" ? words.out : words.dnd);
    return until ? t(words.awayUntil, person.name, what, formatWithin(until, reader, now)) : t(words.away, person.name, what);
  });
  return `${said.join(" · ")}${away.length > MOST ? ` · ${t(words.andMore, away.length - MOST)}` : ""}`;
};

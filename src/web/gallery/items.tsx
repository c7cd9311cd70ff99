import type { Say } from "../i18n/language.tsx";
import type { Item } from "../ui/item-row.tsx";
import { words } from "./words.ts";

const MINUTE = 60_000;

/** Believable rows of a desk. */
export const items = (t: Say, now: number, onAct: () => void): Item[] => {
  const ago = (minutes: number): string => new Date(now - minutes * MINUTE).toISOString();
  return [
    {
      id: "1",
      urgency: "emergency",
      title: t(words.fire),
      detail: t(words.fireDetail),
      about: "Suharto",
      since: ago(1.5),
      state: t(words.fireState),
      unread: true,
      act: { label: words.iHaveIt, keys: "a", onAct },
    },
    {
      id: "2",
      urgency: "urgent",
      title: t(words.bank),
      detail: t(words.bankDetail),
      about: "Bank Mandiri",
      since: ago(8),
      trouble: t(words.bankTrouble),
      unread: true,
      act: { label: words.markRead, keys: "r", onAct },
    },
    {
      id: "3",
      urgency: "soon",
      title: t(words.claim),
      about: "Rina Lestari",
      since: ago(26),
      act: { label: words.approve, keys: "s", onAct },
    },
    {
      id: "4",
      urgency: "routine",
      title: t(words.joko),
      detail: t(words.jokoDetail),
      about: "Joko Susanto · CV Karya Bersama",
      since: ago(135),
      unread: true,
      act: { label: words.markRead, keys: "r", onAct },
    },
    { id: "5", urgency: "routine", title: t(words.told), about: "Dinas Perizinan", since: ago(20 * 60) },
  ];
};

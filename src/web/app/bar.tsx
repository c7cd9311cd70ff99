import { useDeferredValue, useState } from "react";
import { useLocation } from "wouter";
import type { Output } from "../api/client.ts";
import { useAsk } from "../api/hooks.ts";
import { CommandBar, type BarEntry } from "../frame/command-bar.tsx";
import type { Place } from "../frame/place.ts";
import { useSay, type Say } from "../i18n/language.tsx";
import {
  IconBellRinging,
  IconCalendar,
  IconCalendarUser,
  IconFileText,
  IconMessagePlus,
  IconSearch,
  IconTransfer,
  IconUserPlus,
  IconUsersGroup,
} from "../ui/icons.ts";
import { Photo } from "../ui/photo.tsx";
import { readSpoken, type Spoken } from "#duties/messages/screens/spoken.ts";
import { hasPage } from "./pages.ts";
import type { Me } from "./session.tsx";
import { words } from "./words.ts";

const SIZE = 20;
const MOST = 6;

type Found = Output<"person.find">["found"][number];
type Go = (address: string) => void;

const takeTitle = (t: Say, { for: whom, from: who }: Spoken): string => {
  if (whom && who) return t(words.takeForFrom, whom, who);
  if (whom) return t(words.takeFor, whom);
  return who ? t(words.takeFrom, who) : t(words.take);
};

const takeAddress = (spoken: Spoken): string => {
  const said = Object.entries(spoken).filter(([, value]) => value !== "");
  return said.length > 0 ? `/messages/new?${new URLSearchParams(said).toString()}` : "/messages/new";
};

// Without screens of people, whoever is found is still somebody to reach.
const cardAddress = ({ type, id, name }: Found): string => {
  if (!hasPage("/people")) return `/reach?person=${encodeURIComponent(type === "person" ? id : name)}`;
  return type === "person" ? `/people/${id}` : `/people?search=${encodeURIComponent(name)}`;
};

const foundEntry = (one: Found, t: Say, go: Go): BarEntry => {
  const kinds = { post: words.post, group: words.group, organisation: words.organisation };
  return {
    id: `${one.type}:${one.id}`,
    group: words.finding,
    icon: one.type === "person" ? <Photo person={one} size={28} /> : <IconUsersGroup size={SIZE} />,
    title: one.name,
    detail: one.type === "person" ? one.detail : [t(kinds[one.type]), one.detail].filter(Boolean).join(" · "),
    run: () => go(cardAddress(one)),
  };
};

type Doing = { title: string; address: string; icon: React.ReactNode; duty: string; role?: "desk"; keys?: string };

const doings = (t: Say): Doing[] => [
  { title: t(words.take), address: "/messages/new", icon: <IconMessagePlus size={SIZE} />, duty: "messages", keys: "m" },
  { title: t(words.newEvent), address: "/calendar/new", icon: <IconCalendar size={SIZE} />, duty: "calendar" },
  { title: t(words.offerTimes), address: "/bookings/offers/new", icon: <IconCalendarUser size={SIZE} />, duty: "booking" },
  { title: t(words.newBookingPage), address: "/bookings/pages/new", icon: <IconCalendarUser size={SIZE} />, duty: "booking" },
  { title: t(words.giveMandate), address: "/mandates/new", icon: <IconTransfer size={SIZE} />, duty: "mandates" },
  { title: t(words.reach), address: "/reach", icon: <IconBellRinging size={SIZE} />, duty: "reach" },
  { title: t(words.addPerson), address: "/people/new", icon: <IconUserPlus size={SIZE} />, duty: "people", role: "desk" },
  { title: t(words.importPeople), address: "/people/import", icon: <IconFileText size={SIZE} />, duty: "people", role: "desk" },
];

const fits = (title: string, sought: string): boolean => title.toLowerCase().includes(sought.toLowerCase());

/** The command bar with everything that the duties of this company offer for what was typed. */
export const Bar = ({ me, places }: { me: Me; places: readonly Place[] }) => {
  const t = useSay();
  const [, go] = useLocation();
  const [text, setText] = useState("");
  const sought = useDeferredValue(text.trim());
  const spoken = readSpoken(text);
  const { data, isFetching } = useAsk("person.find", { text: sought, limit: MOST }, { enabled: sought !== "" && !spoken, keep: true });
  const mayDo = ({ duty, role, address }: Doing): boolean => me.duties.includes(duty) && hasPage(address) && (!role || me.role !== "staff");
  const entries: BarEntry[] = [];
  if (spoken && me.duties.includes("messages"))
    entries.push({
      id: "spoken",
      group: words.doing,
      icon: <IconMessagePlus size={SIZE} />,
      title: takeTitle(t, spoken),
      detail: spoken.body || null,
      run: () => go(takeAddress(spoken)),
    });
  if (sought && !spoken) entries.push(...(data?.found ?? []).map((one) => foundEntry(one, t, go)));
  if (!spoken)
    for (const doing of doings(t).filter((one) => mayDo(one) && fits(one.title, sought)))
      entries.push({ ...doing, id: `do ${doing.address}`, group: words.doing, run: () => go(doing.address) });
  if (sought && !spoken) entries.push(...searches(sought, t, go, me));
  entries.push(...places.filter((place) => !spoken && fits(t(place.label), sought)).map((place) => placeEntry(place, t, go)));
  return <CommandBar text={text} onText={setText} entries={entries} busy={isFetching} />;
};

const placeEntry = (place: Place, t: Say, go: Go): BarEntry => ({
  id: `go ${place.href}`,
  group: words.going,
  icon: place.icon,
  title: t(place.label),
  ...(place.keys ? { keys: place.keys } : {}),
  run: () => go(place.href),
});

const searches = (sought: string, t: Say, go: Go, me: Me): BarEntry[] => {
  const said = encodeURIComponent(sought);
  const all = [
    { duty: "messages", icon: <IconSearch size={SIZE} />, title: t(words.searchMessages, sought), address: `/messages?search=${said}` },
    { duty: "reach", icon: <IconBellRinging size={SIZE} />, title: t(words.reachPerson, sought), address: `/reach?person=${said}` },
  ];
  return all
    .filter(({ duty }) => me.duties.includes(duty))
    .map((one) => ({ ...one, id: `search ${one.duty}`, group: words.searching, run: () => go(one.address) }));
};

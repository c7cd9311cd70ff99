import { useAsk } from "../api/hooks.ts";
import type { Place } from "../frame/place.ts";
import {
  IconBellRinging,
  IconCalendar,
  IconCalendarUser,
  IconChecks,
  IconInbox,
  IconMessage2,
  IconMessagePlus,
  IconSettings,
  IconTransfer,
  IconUsers,
} from "../ui/icons.ts";
import { hasPage } from "./pages.ts";
import type { Me } from "./session.tsx";
import { words } from "./words.ts";

const SIZE = 20;
const MOST = 100;

/** What one comes to do, in the middle of a phone's bar. */
export const MAIN: Place = { href: "/messages/new", label: words.take, short: words.takeShort, icon: <IconMessagePlus size={24} /> };

/** What one needs less often. */
export const BELOW: readonly Place[] = [{ href: "/settings", label: words.settings, icon: <IconSettings size={SIZE} />, keys: "g s" }];

/** The places of this person in this company, each with how much waits there; duties that are switched off are gone. */
export const usePlaces = (me: Me): readonly Place[] => {
  const on = (duty: string): boolean => me.duties.includes(duty);
  const desk = useAsk("attention.counts", {}, { enabled: on("reach") });
  const messages = useAsk("message.counts", {}, { enabled: on("messages") });
  const approvals = useAsk("approval.list", { limit: MOST }, { enabled: on("company") });
  const requests = useAsk("booking.list", { state: "requested" }, { enabled: on("booking") });
  const all: readonly (Place & { duty: string })[] = [
    {
      duty: "reach",
      href: "/desk",
      label: words.desk,
      icon: <IconInbox size={SIZE} />,
      keys: "g d",
      count: desk.data?.all,
      pressing: Boolean(desk.data?.urgent),
      onPhone: true,
    },
    {
      duty: "messages",
      href: "/messages",
      label: words.messages,
      icon: <IconMessage2 size={SIZE} />,
      keys: "g m",
      count: me.role === "staff" ? messages.data?.mineUnread : messages.data?.unread,
      onPhone: true,
    },
    { duty: "calendar", href: "/calendar", label: words.calendar, icon: <IconCalendar size={SIZE} />, keys: "g k", onPhone: true },
    {
      duty: "booking",
      href: "/bookings",
      label: words.bookings,
      icon: <IconCalendarUser size={SIZE} />,
      keys: "g b",
      count: requests.data?.bookings.length,
    },
    { duty: "people", href: "/people", label: words.people, icon: <IconUsers size={SIZE} />, keys: "g p", onPhone: true },
    { duty: "reach", href: "/reach", label: words.reach, icon: <IconBellRinging size={SIZE} />, keys: "g r" },
    {
      duty: "company",
      href: "/approvals",
      label: words.approvals,
      short: words.approvalsShort,
      icon: <IconChecks size={SIZE} />,
      keys: "g a",
      count: approvals.data?.items.length,
      onPhone: true,
    },
    { duty: "mandates", href: "/mandates", label: words.mandates, icon: <IconTransfer size={SIZE} />, keys: "g w" },
  ];
  return all.filter(({ duty, href }) => on(duty) && hasPage(href));
};

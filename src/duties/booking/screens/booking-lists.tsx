import { useState, type RefObject } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import type { Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { serverNow, useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { capital, formatMoment } from "#web/i18n/time.ts";
import { useListKeys } from "#web/keyboard/list-keys.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { FaceRow } from "#web/ui/face-row.tsx";
import { RowGroup } from "#web/ui/row-group.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { deskWords as words } from "./desk-words.ts";

/** What a list is told: its element, what is open beside it, and how to open a row. */
export type ListProps = { list: RefObject<HTMLDivElement | null>; open: string | undefined; onOpen(id: string): void };

type Booking = Output<"booking.list">["bookings"][number];
type Offer = Output<"offer.list">["offers"][number];

/** How an offer stands, in words. */
export const offerState = (state: Offer["state"]): Text =>
  ({ open: words.offerOpen, taken: words.offerTaken, withdrawn: words.withdrawn, over: words.offerOver })[state];

/** What waits for an answer first, then what is coming. */
export const AppointmentList = ({ list, open, onOpen }: ListProps) => {
  const t = useSay();
  const [from] = useState(() => new Date(serverNow()).toISOString());
  const { data, error } = useAsk("booking.list", { from }, { keep: true });
  const of = (state: Booking["state"]): Booking[] => (data?.bookings ?? []).filter((one) => one.state === state);
  const groups = [
    { title: words.waiting, bookings: of("requested") },
    { title: words.coming, bookings: of("confirmed") },
  ].filter(({ bookings }) => bookings.length > 0);
  const ids = groups.flatMap(({ bookings }) => bookings.map(({ id }) => id));
  const { at } = useListKeys({ ids, list, onOpen });
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows />;
  if (ids.length === 0) return <EmptyState drawing="people" title={t(words.nothing)} text={t(words.nothingText)} />;
  return groups.map(({ title, bookings }) => (
    <RowGroup key={title.en} title={t(title)}>
      {bookings.map((booking) => (
        <BookingRow
          key={booking.id}
          booking={booking}
          at={booking.id === at}
          open={booking.id === open}
          onOpen={() => onOpen(booking.id)}
        />
      ))}
    </RowGroup>
  ));
};

const BookingRow = ({ booking, at, open, onOpen }: { booking: Booking; at: boolean; open: boolean; onOpen(): void }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  return (
    <FaceRow
      id={booking.id}
      person={booking.host}
      title={booking.name}
      detail={[t(booking.page.title), t(words.withHost, booking.host.name)].join(" · ")}
      side={<p>{capital(formatMoment(booking.start, reader, now))}</p>}
      at={at}
      open={open}
      unread={booking.state === "requested"}
      onOpen={onOpen}
    />
  );
};

/** Times on offer, the newest first. */
export const OfferList = ({ list, open, onOpen }: ListProps) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const { data, error } = useAsk("offer.list", {}, { keep: true });
  const offers = data?.offers ?? [];
  const { at } = useListKeys({ ids: offers.map(({ id }) => id), list, onOpen });
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows />;
  if (offers.length === 0) return <EmptyState drawing="letters" title={t(words.noOffers)} text={t(words.noOffersText)} />;
  return offers.map((offer) => (
    <FaceRow
      key={offer.id}
      id={offer.id}
      person={offer.by ?? { id: offer.id, name: offer.title }}
      title={offer.title}
      detail={offer.guests.map(({ name }) => name).join(", ")}
      side={
        <>
          <p>{t(offerState(offer.state))}</p>
          {offer.state === "open" ? <p>{t(words.until, formatMoment(offer.until, reader, now))}</p> : null}
        </>
      }
      at={offer.id === at}
      open={offer.id === open}
      onOpen={() => onOpen(offer.id)}
    />
  ));
};

/** The pages on which outsiders choose. */
export const PageList = ({ list, open, onOpen }: ListProps) => {
  const t = useSay();
  const { data, error } = useAsk("page.list", {}, { keep: true });
  const pages = data?.pages ?? [];
  const { at } = useListKeys({ ids: pages.map(({ id }) => id), list, onOpen });
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows />;
  if (pages.length === 0) return <EmptyState drawing="desk" title={t(words.noPages)} text={t(words.noPagesText)} />;
  return pages.map((page) => (
    <FaceRow
      key={page.id}
      id={page.id}
      person={page.hosts[0] ?? { id: page.id, name: t(page.title) }}
      title={t(page.title)}
      detail={[page.hosts.map(({ name }) => name).join(", "), t(words.minutesOf, page.minutes), page.approval ? t(words.needsYes) : null]
        .filter(Boolean)
        .join(" · ")}
      side={
        <>
          <p>{t(page.open ? words.openPage : words.closed)}</p>
          <p>/book/{page.slug}</p>
        </>
      }
      at={page.id === at}
      open={page.id === open}
      onOpen={() => onOpen(page.id)}
    />
  ));
};

import { useRef, type ReactNode } from "react";
import { useLocation, useParams } from "wouter";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { IconPlus } from "#web/ui/icons.ts";
import { PageHead } from "#web/ui/page-head.tsx";
import { Split } from "#web/ui/split.tsx";
import { BookFor } from "./book-for.tsx";
import { BookingPanel } from "./booking-panel.tsx";
import { AppointmentList, OfferList, PageList, type ListProps } from "./booking-lists.tsx";
import { deskWords as words } from "./desk-words.ts";
import { OfferForm } from "./offer-form.tsx";
import { OfferPanel } from "./offer-panel.tsx";
import { NewPage, PagePanel } from "./page-panel.tsx";

const BOXES = ["appointments", "offers", "pages"] as const;
type Box = (typeof BOXES)[number];

const LISTS: Readonly<Record<Box, (props: ListProps) => ReactNode>> = {
  appointments: AppointmentList,
  offers: OfferList,
  pages: PageList,
};
const LABELS = { appointments: words.boxAppointments, offers: words.boxOffers, pages: words.boxPages } as const;

const NEW = { appointments: words.bookFor, offers: words.newOffer, pages: words.newPage } as const;

const plus = <IconPlus size={18} aria-hidden />;

/** Janji temu: what outsiders booked or ask for, times on offer, and the pages on which they choose. */
export const BookingsPage = () => {
  const t = useSay();
  const [, go] = useLocation();
  const { box: asked, id } = useParams<{ box?: string; id?: string }>();
  const box: Box = BOXES.find((one) => one === asked) ?? "appointments";
  const list = useRef<HTMLDivElement>(null);
  const List = LISTS[box];
  const open = (which: string): void => go(`/bookings/${box}/${which}`);
  const close = (): void => go(`/bookings/${box}`);
  return (
    <Split
      onClose={close}
      panelLabel={t((id === "new" ? NEW : LABELS)[box])}
      panel={id ? <Opened key={`${box} ${id}`} box={box} id={id} onOpen={open} onClose={close} /> : undefined}
      list={
        <>
          <PageHead
            title={t(words.title)}
            hint={t(words.hint)}
            acts={
              <>
                <ActButton label={words.newOffer} keys="t" onAct={() => go("/bookings/offers/new")} />
                {box === "pages" ? (
                  <ActButton label={words.newPage} keys="n" main icon={plus} onAct={() => go("/bookings/pages/new")} />
                ) : (
                  <ActButton label={words.bookFor} keys="n" main icon={plus} onAct={() => go("/bookings/appointments/new")} />
                )}
              </>
            }
          >
            <Filters<Box>
              label={words.show}
              value={box}
              onChange={(next) => go(`/bookings/${next}`)}
              filters={BOXES.map((value) => ({ value, label: LABELS[value] }))}
            />
          </PageHead>
          <div ref={list}>
            <List key={box} list={list} open={id} onOpen={open} />
          </div>
        </>
      }
    />
  );
};

const Opened = ({ box, id, onOpen, onClose }: { box: Box; id: string; onOpen(id: string): void; onClose(): void }) => {
  if (box === "appointments") return id === "new" ? <BookFor onDone={onOpen} onCancel={onClose} /> : <BookingPanel id={id} />;
  if (box === "pages") return id === "new" ? <NewPage onDone={onOpen} onCancel={onClose} /> : <PagePanel id={id} onGone={onClose} />;
  return id === "new" ? <OfferForm onDone={onOpen} onCancel={onClose} /> : <OfferPanel id={id} />;
};

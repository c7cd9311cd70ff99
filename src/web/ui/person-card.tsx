import type { Output } from "../api/client.ts";
import { useReader, useSay } from "../i18n/language.tsx";
import { useNow } from "../i18n/clock.ts";
import { formatDate, formatWithin, zoneName, type Reader } from "../i18n/time.ts";
import { IconClock, IconMail, IconPhone, IconUserCheck, IconMoon } from "./icons.ts";
import { Photo } from "./photo.tsx";
import { words } from "./words.ts";
import css from "./person-card.module.css";

const WHOLE_DAY = "2026-11-23".length;

/** Somebody's card as the catalogue answers it. */
export type Card = Output<"person.card">;
type CardParts = Pick<
  Card,
  | "id"
  | "name"
  | "fullName"
  | "initials"
  | "hasPhoto"
  | "position"
  | "organisation"
  | "timeZone"
  | "localTime"
  | "atWork"
  | "quietNow"
  | "contacts"
  | "standIns"
>;

/** Where they are in their day: at work until when, or back when. */
export const Whereabouts = ({ card }: { card: Pick<CardParts, "atWork" | "quietNow"> }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const until = card.atWork.until ? formatWithin(card.atWork.until, reader, now) : undefined;
  const said = card.atWork.now
    ? until
      ? t(words.atWork, until)
      : t(words.atWorkNow)
    : until
      ? t(words.offWork, until)
      : t(words.offWorkNow);
  return (
    <span className={css["where"]} data-here={card.atWork.now || undefined}>
      {card.quietNow ? <IconMoon size={16} aria-hidden /> : <span className={css["dot"]} aria-hidden="true" />}
      {said}
      {card.quietNow ? ` · ${t(words.quiet)}` : null}
    </span>
  );
};

/** A person: where they are now, until when, how to reach them, who acts for them. */
export const PersonCard = ({ card, children }: { card: CardParts; children?: React.ReactNode }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const elsewhere = card.timeZone !== reader.timeZone;
  return (
    <section className={css["card"]} aria-label={card.fullName}>
      <header>
        <Photo person={card} size={56} />
        <div>
          <h3>{card.fullName}</h3>
          <p className={css["faint"]}>{[card.position, card.organisation?.name].filter(Boolean).join(" · ")}</p>
          <Whereabouts card={card} />
        </div>
      </header>
      {elsewhere ? (
        <p className={css["fact"]}>
          <IconClock size={18} aria-hidden />
          {t(
            words.there,
            card.localTime.replace(":", reader.lang === "id" ? "." : ":"),
            zoneName(new Date(now).toISOString(), card.timeZone),
          )}
        </p>
      ) : null}
      {card.standIns.map(({ person, until, reason }) => (
        <p key={person.id} className={css["fact"]} title={t(reason)}>
          <IconUserCheck size={18} aria-hidden />
          {until ? t(words.actsFor, person.name, dayOrMoment(until, reader, now)) : t(words.actsForOpen, person.name)}
        </p>
      ))}
      <ul className={css["ways"]}>
        {card.contacts
          .filter(({ kind }) => kind === "phone" || kind === "mobile" || kind === "email")
          .map((point) => (
            <li key={point.id}>
              <a href={point.kind === "email" ? `mailto:${point.value}` : `tel:${point.value}`}>
                {point.kind === "email" ? <IconMail size={18} aria-hidden /> : <IconPhone size={18} aria-hidden />}
                <span>{point.shown}</span>
              </a>
              {point.label ? <span className={css["faint"]}>{point.label}</span> : null}
            </li>
          ))}
      </ul>
      {children ? <footer>{children}</footer> : null}
    </section>
  );
};

// A whole day has no zone and no clock; an instant has both.
const dayOrMoment = (until: string, reader: Reader, now: number): string =>
  until.length === WHOLE_DAY ? formatDate(until, reader, now) : formatWithin(until, reader, now);

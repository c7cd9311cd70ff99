import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useSay } from "../i18n/language.tsx";
import { useShortcut } from "../keyboard/shortcuts.ts";
import { IconChevronLeft, IconChevronRight } from "../ui/icons.ts";
import { Keys } from "../ui/keys.tsx";
import { Mark } from "../ui/mark.tsx";
import { isIn, type Place } from "./place.ts";
import { words } from "./words.ts";
import css from "./rail.module.css";
import { onDevice } from "../offline/device-memory.ts";

const KEPT = "kerani-rail";

const RailPlace = ({ place, here }: { place: Place; here: boolean }) => {
  const t = useSay();
  const [, go] = useLocation();
  useShortcut(place.keys, place.label, () => go(place.href));
  return (
    <li>
      <Link href={place.href} className={css["place"]} aria-current={here ? "page" : undefined} title={t(place.label)}>
        <span className={css["icon"]} aria-hidden="true">
          {place.icon}
        </span>
        <span className={css["label"]}>{t(place.label)}</span>
        {place.count ? (
          <span className={css["count"]} data-pressing={place.pressing || undefined}>
            <span aria-hidden="true">{place.count > 99 ? "99+" : place.count}</span>
            <span className="k-said">{t(words.waits, place.count)}</span>
          </span>
        ) : place.keys ? (
          <span className={css["keys"]}>
            <Keys keys={place.keys} />
          </span>
        ) : null}
      </Link>
    </li>
  );
};

/** The rail at the left: the company, its duties with what waits in each, and what one needs less often. */
export const Rail = ({ company, places, below }: { company: string | null; places: readonly Place[]; below: readonly Place[] }) => {
  const t = useSay();
  const [address] = useLocation();
  const [small, setSmall] = useState(() => onDevice.read(KEPT) === "small");
  const toggle = (): void => {
    onDevice.write(KEPT, small ? "wide" : "small");
    setSmall(!small);
  };
  return (
    <nav className={css["rail"]} data-small={small || undefined} aria-label={t(words.places)}>
      <Link href="/desk" className={css["company"]}>
        <Mark size={32} />
        <span>
          <strong>Kerani</strong>
          {company ? <small>{company}</small> : null}
        </span>
      </Link>
      <ul>
        {places.map((place) => (
          <RailPlace key={place.href} place={place} here={isIn(address, place.href)} />
        ))}
      </ul>
      <ul className={css["below"]}>
        {below.map((place) => (
          <RailPlace key={place.href} place={place} here={isIn(address, place.href)} />
        ))}
        <li>
          <button type="button" className={css["place"]} onClick={toggle} aria-label={t(small ? words.expand : words.collapse)}>
            <span className={css["icon"]} aria-hidden="true">
              {small ? <IconChevronRight size={20} /> : <IconChevronLeft size={20} />}
            </span>
            <span className={css["label"]}>{t(words.collapse)}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
};

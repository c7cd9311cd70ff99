import { Link, useLocation } from "wouter";
import { useSay } from "../i18n/language.tsx";
import { isIn, type Place } from "./place.ts";
import { words } from "./words.ts";
import css from "./bottom-bar.module.css";

/** The five places at the foot of a phone; the one in the middle is what one came to do. */
export const BottomBar = ({ places, main }: { places: readonly Place[]; main: Place }) => {
  const t = useSay();
  const [address] = useLocation();
  const [first, second, ...rest] = places;
  const five = [first, second, main, ...rest.slice(0, 2)].filter((place) => place !== undefined);
  return (
    <nav className={css["bar"]} aria-label={t(words.places)}>
      {five.map((place) => (
        <Link
          key={place.href}
          href={place.href}
          aria-current={isIn(address, place.href) && place !== main ? "page" : undefined}
          data-main={place === main || undefined}
        >
          <span className={css["icon"]} aria-hidden="true">
            {place.icon}
            {place.count ? <i data-pressing={place.pressing || undefined}>{place.count > 99 ? "99+" : place.count}</i> : null}
          </span>
          <span className={css["label"]}>{t(place.short ?? place.label)}</span>
          {place.count ? <span className="k-said">{t(words.waits, place.count)}</span> : null}
        </Link>
      ))}
    </nav>
  );
};

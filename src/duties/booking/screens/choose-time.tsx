import { Button } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "#web/api/hooks.ts";
import { useLanguage, useSay } from "#web/i18n/language.tsx";
import css from "./booking-page.module.css";
import { words } from "./words.ts";

const LOCALE = { id: "id-ID", en: "en-GB" } as const;
const FIRST_DAYS = 8;

/** The free times of a page by day, in the visitor's zone: a press chooses one. */
export const ChooseTime = ({ slug, chosen, onChoose }: { slug: string; chosen: string | undefined; onChoose(start: string): void }) => {
  const t = useSay();
  const { lang, timeZone } = useLanguage();
  const { data } = useAsk("book.times", { slug, timeZone, count: 500 });
  const [day, setDay] = useState<string>();
  const [all, setAll] = useState(false);
  const byDay = Map.groupBy(data?.times ?? [], ({ at }) => at.slice(0, 10));
  const days = [...byDay.keys()];
  const shown = all ? days : days.slice(0, FIRST_DAYS);
  const open = day && byDay.has(day) ? day : days[0];
  const nameOf = (date: string): string =>
    new Intl.DateTimeFormat(LOCALE[lang], { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }).format(
      Date.parse(`${date}T12:00:00Z`),
    );
  if (!data) return <p aria-busy="true">…</p>;
  if (days.length === 0) return <p>{t(words.none)}</p>;
  return (
    <>
      <p>{t(words.zone, timeZone)}</p>
      <h2 className={css["step"]}>{t(words.days)}</h2>
      <ul className={css["days"]}>
        {shown.map((date) => (
          <li key={date}>
            <button type="button" aria-pressed={date === open} onClick={() => setDay(date)}>
              {nameOf(date)}
            </button>
          </li>
        ))}
      </ul>
      {shown.length < days.length ? (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t(words.more)}
        </Button>
      ) : null}
      <h2 className={css["step"]}>{t(words.times)}</h2>
      <ul className={css["times"]}>
        {(byDay.get(open ?? "") ?? []).map(({ start, at }) => (
          <li key={start}>
            <button type="button" aria-pressed={start === chosen} onClick={() => onChoose(start)}>
              {lang === "id" ? at.slice(11).replace(":", ".") : at.slice(11)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};

import { useReader, useSay } from "#web/i18n/language.tsx";
import { capital } from "#web/i18n/time.ts";
import { useShortcut } from "#web/keyboard/shortcuts.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { IconAdjustments, IconChevronLeft, IconChevronRight, IconPlus } from "#web/ui/icons.ts";
import { VIEWS, type View } from "./days.ts";
import { sayPage } from "./saying.ts";
import { words } from "./words.ts";
import css from "./calendar-bar.module.css";

/** The head of the calendar: which days, the way to others, how they are looked at, and the plus. */
export const CalendarBar = ({
  view,
  day,
  days,
  onView,
  onPage,
  onToday,
  onNew,
  onChoose,
}: {
  view: View;
  day: string;
  days: readonly string[];
  onView(view: View): void;
  onPage(by: number): void;
  onToday(): void;
  onNew(): void;
  onChoose(): void;
}) => {
  const t = useSay();
  const { lang } = useReader();
  return (
    <header className={css["bar"]}>
      <div className={css["row"]}>
        <h1 aria-live="polite">
          <span className={css["long"]}>{capital(sayPage(view, day, days, lang))}</span>
          <span className={css["short"]}>{capital(sayPage(view, day, days, lang, true))}</span>
        </h1>
        <div className={css["turn"]}>
          <button type="button" onClick={() => onPage(-1)} aria-label={t(words.before)} title="←">
            <IconChevronLeft size={20} aria-hidden />
          </button>
          <button type="button" className={css["today"]} onClick={onToday} title="T">
            {t(words.today)}
          </button>
          <button type="button" onClick={() => onPage(1)} aria-label={t(words.after)} title="→">
            <IconChevronRight size={20} aria-hidden />
          </button>
        </div>
        <span className={css["new"]}>
          <ActButton label={words.add} keys="n" listen={false} main icon={<IconPlus size={18} aria-hidden />} onAct={onNew} />
        </span>
      </div>
      <div className={css["row"]}>
        <fieldset className={css["views"]} aria-label={t(words.view)}>
          {VIEWS.map((one, at) => (
            <ViewButton key={one} view={one} keys={String(at + 1)} chosen={one === view} onView={onView} />
          ))}
        </fieldset>
        <select
          className={css["select"]}
          aria-label={t(words.view)}
          value={view}
          onChange={({ currentTarget }) => onView(currentTarget.value as View)}
        >
          {VIEWS.map((one) => (
            <option key={one} value={one}>
              {t(words[one])}
            </option>
          ))}
        </select>
        <button type="button" className={css["choose"]} onClick={onChoose} aria-label={t(words.chooseCalendars)}>
          <IconAdjustments size={20} aria-hidden />
        </button>
      </div>
    </header>
  );
};

const ViewButton = ({ view, keys, chosen, onView }: { view: View; keys: string; chosen: boolean; onView(view: View): void }) => {
  const t = useSay();
  useShortcut(keys, words[view], () => onView(view));
  return (
    <button type="button" aria-pressed={chosen} aria-keyshortcuts={keys} title={keys} onClick={() => onView(view)}>
      {t(words[view])}
    </button>
  );
};

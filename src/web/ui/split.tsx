import { useEffect, useRef, type ReactNode } from "react";
import { useSay } from "../i18n/language.tsx";
import { useShortcut } from "../keyboard/shortcuts.ts";
import { IconChevronLeft, IconX } from "./icons.ts";
import { words } from "./words.ts";
import css from "./split.module.css";

/** A list in the middle and the opened thing at its right; on a phone the opened thing is a page of its own. */
// oxlint-disable react/exhaustive-effect-dependencies -- the label is a trigger: another thing was opened
export const Split = ({
  list,
  panel,
  panelLabel,
  onClose,
  closedPanel,
}: {
  list: ReactNode;
  panel?: ReactNode;
  panelLabel?: string;
  onClose(): void;
  closedPanel?: ReactNode;
}) => {
  const t = useSay();
  const open = panel !== undefined && panel !== null;
  const heading = useRef<HTMLElement>(null);
  useShortcut("Escape", words.close, onClose, open);
  useEffect(() => {
    // A screen reader is taken along to what was opened; sight and keyboard focus stay in the list on a wide screen.
    if (open && window.matchMedia("(max-width: 61.99em)").matches) heading.current?.focus();
  }, [open, panelLabel]);
  return (
    <div className={css["split"]} data-open={open || undefined} data-side={closedPanel && !open ? true : undefined}>
      <div className={css["list"]}>{list}</div>
      {open ? (
        <section className={css["panel"]} aria-label={panelLabel} ref={heading} tabIndex={-1}>
          <button type="button" className={css["back"]} onClick={onClose}>
            <IconChevronLeft size={20} aria-hidden />
            {t(words.back)}
          </button>
          <button type="button" className={css["close"]} onClick={onClose} aria-label={t(words.close)} title="Esc">
            <IconX size={18} aria-hidden />
          </button>
          {panel}
        </section>
      ) : closedPanel ? (
        <aside className={css["side"]}>{closedPanel}</aside>
      ) : null}
    </div>
  );
};

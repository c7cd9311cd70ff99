import { useEffect, useRef, useState, type ReactNode } from "react";
import { useSay } from "#web/i18n/language.tsx";
import { IconChevronLeft, IconX } from "#web/ui/icons.ts";
import { words as kit } from "#web/ui/words.ts";
import css from "./side-panel.module.css";

/** What is opened, at the right of the calendar; on a small screen a page of its own. */
export const SidePanel = ({ label, at, onClose, children }: { label: string; at: string; onClose(): void; children: ReactNode }) => {
  const t = useSay();
  // Where one came from is where one goes back to.
  const [origin] = useState(() => document.activeElement);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // A form takes the focus itself; what is only read takes a listener along.
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus({ preventScroll: true });
  }, [at]);
  useEffect(() => {
    return () => {
      if (origin instanceof HTMLElement && origin.isConnected && origin !== document.body) origin.focus({ preventScroll: true });
    };
  }, [origin]);
  return (
    <section className={css["panel"]} aria-label={label} ref={panel} tabIndex={-1}>
      <button type="button" className={css["back"]} onClick={onClose}>
        <IconChevronLeft size={20} aria-hidden />
        {t(kit.back)}
      </button>
      <button type="button" className={css["close"]} onClick={onClose} aria-label={t(kit.close)} title="Esc">
        <IconX size={18} aria-hidden />
      </button>
      {children}
    </section>
  );
};

import type { ReactNode, Ref } from "react";
import { useSay } from "../i18n/language.tsx";
import { IconChevronLeft, IconX } from "./icons.ts";
import { words } from "./words.ts";
import css from "./panel.module.css";

/** The sheet of what is opened: closed at its corner; on a phone, where it is a page of its own, left by the way back. */
export const Panel = ({
  label,
  onClose,
  ref,
  children,
}: {
  label?: string | undefined;
  onClose(): void;
  ref: Ref<HTMLElement>;
  children: ReactNode;
}) => {
  const t = useSay();
  return (
    <section className={css["panel"]} aria-label={label} ref={ref} tabIndex={-1}>
      <button type="button" className={css["back"]} onClick={onClose}>
        <IconChevronLeft size={20} aria-hidden />
        {t(words.back)}
      </button>
      <button type="button" className={css["close"]} onClick={onClose} aria-label={t(words.close)} title="Esc">
        <IconX size={18} aria-hidden />
      </button>
      {children}
    </section>
  );
};

import type { ReactNode } from "react";
import { useSay } from "../i18n/language.tsx";
import { IconPhone, IconShieldCheck, IconMapPin } from "../ui/icons.ts";
import { words } from "./words.ts";
import css from "./foot.module.css";

/** The foot of the frame: who is on call, where the executives are, how the telephone stands. Slots that duties fill. */
export const Foot = ({ onCall, executives, line }: { onCall?: ReactNode; executives?: ReactNode; line?: ReactNode }) => {
  const t = useSay();
  return (
    <footer className={css["foot"]}>
      <dl>
        <div>
          <dt>
            <IconShieldCheck size={16} aria-hidden />
            {t(words.onCall)}
          </dt>
          <dd>{onCall ?? t(words.nobodyOnCall)}</dd>
        </div>
        {executives ? (
          <div className={css["wide"]}>
            <dt>
              <IconMapPin size={16} aria-hidden />
              {t(words.executives)}
            </dt>
            <dd>{executives}</dd>
          </div>
        ) : null}
        <div>
          <dt>
            <IconPhone size={16} aria-hidden />
            {t(words.line)}
          </dt>
          <dd>{line ?? t(words.noLine)}</dd>
        </div>
      </dl>
    </footer>
  );
};

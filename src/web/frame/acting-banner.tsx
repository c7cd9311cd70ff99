import { useReader, useSay } from "../i18n/language.tsx";
import { useNow } from "../i18n/clock.ts";
import { formatWithin } from "../i18n/time.ts";
import { IconUserCheck } from "../ui/icons.ts";
import type { Principal } from "./me-menu.tsx";
import { words } from "./words.ts";
import css from "./acting-banner.module.css";

/** Says on every screen, unmistakably, in whose name one acts, and gives the way back. */
export const ActingBanner = ({ acting, onBack }: { acting: Principal; onBack(): void }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  return (
    <output className={css["banner"]}>
      <IconUserCheck size={20} aria-hidden />
      <p>{acting.endsAt ? t(words.actingUntil, acting.name, formatWithin(acting.endsAt, reader, now)) : t(words.acting, acting.name)}</p>
      <button type="button" onClick={onBack}>
        {t(words.ownName)}
      </button>
    </output>
  );
};

import { useSay } from "../i18n/language.tsx";
import { words } from "./words.ts";
import css from "./waiting-rows.module.css";

/** The outline of rows that are being fetched; shown only when it takes a moment. */
export const WaitingRows = ({ rows = 5 }: { rows?: number }) => {
  const t = useSay();
  return (
    <div className={css["rows"]} aria-busy="true" aria-label={t(words.loading)}>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className={css["row"]} style={{ opacity: 1 - at / rows }}>
          <span style={{ width: `${28 + ((at * 17) % 20)}%` }} />
          <span style={{ width: `${52 + ((at * 23) % 34)}%` }} />
        </div>
      ))}
    </div>
  );
};

import { useSay } from "../i18n/language.tsx";
import type { Text } from "#kernel/i18n/text.ts";
import { IconCheck } from "./icons.ts";
import { Moment } from "./moment.tsx";
import { words } from "./words.ts";
import css from "./state-trail.module.css";

/** One station of a thing's way; without `at` it has not been reached. */
export type Station = { label: Text; at?: string | null | undefined; by?: string | null | undefined; note?: string | null | undefined };

/** The way of a thing from hand to hand (taken, delivered, read, acted, told), each with its time and person. */
export const StateTrail = ({ stations }: { stations: readonly Station[] }) => {
  const t = useSay();
  const next = stations.findIndex(({ at }) => !at);
  return (
    <ol className={css["trail"]}>
      {stations.map(({ label, at, by, note }, index) => (
        <li key={label.en} data-reached={at ? true : undefined} aria-current={index === next ? "step" : undefined}>
          <span className={css["dot"]} aria-hidden="true">
            {at ? <IconCheck size={14} stroke={3} /> : null}
          </span>
          <span className={css["label"]}>{t(label)}</span>
          <span className={css["when"]}>
            {at ? <Moment at={at} /> : t(words.notYet)}
            {by ? <span> · {by}</span> : null}
          </span>
          {note ? <span className={css["note"]}>{note}</span> : null}
        </li>
      ))}
    </ol>
  );
};

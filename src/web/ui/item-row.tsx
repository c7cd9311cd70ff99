import type { ReactNode } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { ActButton } from "./act-button.tsx";
import { TimeAgo } from "./moment.tsx";
import { UrgencyMark, type Urgency } from "./urgency.tsx";
import css from "./item-row.module.css";

/** One thing that needs a person: who, what, since when, and the one most likely next act. */
export type Item = {
  id: string;
  urgency: Urgency;
  title: string;
  /** The first words of what it is about. */
  detail?: string | null | undefined;
  /** Who it is from or about: a name, or chips. */
  about?: ReactNode;
  since: string;
  /** What is the matter with it now: "nobody has read it", "climbs to Bu Sari in 3 minutes". */
  state?: ReactNode;
  /** Something of it failed, with the reason. */
  trouble?: string | null | undefined;
  unread?: boolean;
  act?: { label: Text; keys?: string; onAct(): void; busy?: boolean } | undefined;
};

/** A row of the desk or of a list of messages. A click opens; the button acts. */
export const ItemRow = ({ item, at, open, onOpen }: { item: Item; at?: boolean; open?: boolean; onOpen(): void }) => (
  <article
    className={css["row"]}
    data-row={item.id}
    data-at={at || undefined}
    data-open={open || undefined}
    data-urgency={item.urgency}
    data-unread={item.unread || undefined}
  >
    <div className={css["what"]}>
      <p className={css["line"]}>
        <UrgencyMark urgency={item.urgency} />
        {item.about ? <span className={css["about"]}>{item.about}</span> : null}
        <TimeAgo at={item.since} className={css["since"]} />
      </p>
      <h2>
        <button type="button" className={css["open"]} onClick={onOpen} aria-current={open ? "true" : undefined}>
          {item.title}
        </button>
      </h2>
      {item.detail ? <p className={css["detail"]}>{item.detail}</p> : null}
      {item.state ? <p className={css["state"]}>{item.state}</p> : null}
      {item.trouble ? <p className={css["trouble"]}>{item.trouble}</p> : null}
    </div>
    {item.act ? (
      <div className={css["act"]}>
        <ActButton
          label={item.act.label}
          keys={at ? item.act.keys : undefined}
          onAct={item.act.onAct}
          loading={item.act.busy ?? false}
          main={at === true || item.urgency === "emergency"}
          size="sm"
        />
      </div>
    ) : null}
  </article>
);

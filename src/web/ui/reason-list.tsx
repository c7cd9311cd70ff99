import type { ReactNode } from "react";
import { IconBell, IconDeviceMobile, IconLink, IconMail, IconMessage2 } from "./icons.ts";
import { Moment, TimeAgo } from "./moment.tsx";
import css from "./reason-list.module.css";

/** One step of a reach plan: when, by which channel, to whom, and why, as a sentence. */
export type Reason = {
  id: string;
  at?: string | null | undefined;
  channel?: string | null | undefined;
  sentence: string;
  /** Why this one, here, now. */
  why?: string | null | undefined;
  state?: "planned" | "sent" | "delivered" | "failed" | "skipped";
  trouble?: string | null | undefined;
};

const CHANNEL_ICONS: Readonly<Record<string, ReactNode>> = {
  email: <IconMail size={18} />,
  push: <IconBell size={18} />,
  ntfy: <IconBell size={18} />,
  sms: <IconDeviceMobile size={18} />,
  webhook: <IconLink size={18} />,
};

/** Who is told, how, when and why: a plan in sentences, in its order. */
export const ReasonList = ({ reasons }: { reasons: readonly Reason[] }) => (
  <ol className={css["list"]}>
    {reasons.map((reason) => (
      <li key={reason.id} data-state={reason.state ?? "planned"}>
        <span className={css["icon"]} aria-hidden="true">
          {CHANNEL_ICONS[reason.channel ?? ""] ?? <IconMessage2 size={18} />}
        </span>
        <div>
          <p className={css["sentence"]}>{reason.sentence}</p>
          {reason.why ? <p className={css["why"]}>{reason.why}</p> : null}
          {reason.trouble ? <p className={css["trouble"]}>{reason.trouble}</p> : null}
        </div>
        {reason.at ? (
          <span className={css["at"]}>
            {reason.state === "planned" || !reason.state ? <Moment at={reason.at} /> : <TimeAgo at={reason.at} />}
          </span>
        ) : null}
      </li>
    ))}
  </ol>
);

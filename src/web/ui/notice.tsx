import type { ReactNode } from "react";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "./icons.ts";
import css from "./notice.module.css";

const ICONS = { info: IconInfoCircle, good: IconCircleCheck, warning: IconAlertTriangle, trouble: IconAlertTriangle } as const;

/** A sentence that stands where it matters; trouble is read out at once. */
export const Notice = ({ kind = "info", children, action }: { kind?: keyof typeof ICONS; children: ReactNode; action?: ReactNode }) => {
  const Icon = ICONS[kind];
  return (
    <div className={css["notice"]} data-kind={kind} role={kind === "trouble" ? "alert" : undefined}>
      <Icon size={20} aria-hidden />
      <div>{children}</div>
      {action ?? null}
    </div>
  );
};

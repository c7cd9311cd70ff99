import type { ReactNode } from "react";
import css from "./page-head.module.css";

/** The head of a screen: what this is, and the first thing to do here. */
export const PageHead = ({
  title,
  hint,
  acts,
  wideActs = false,
  children,
}: {
  title: ReactNode;
  hint?: ReactNode;
  acts?: ReactNode;
  /** The acts are also in a phone's bar, so they are shown only where there is none. */
  wideActs?: boolean;
  children?: ReactNode;
}) => (
  <header className={css["head"]}>
    <div className={css["row"]}>
      <div>
        <h1>{title}</h1>
        {hint ? <p>{hint}</p> : null}
      </div>
      {acts ? (
        <div className={css["acts"]} data-wide={wideActs || undefined}>
          {acts}
        </div>
      ) : null}
    </div>
    {children ? <div className={css["below"]}>{children}</div> : null}
  </header>
);

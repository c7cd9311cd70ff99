import type { ReactNode } from "react";
import css from "./page-head.module.css";

/** The head of a screen: what this is, and the first thing to do here. */
export const PageHead = ({
  title,
  hint,
  acts,
  children,
}: {
  title: ReactNode;
  hint?: ReactNode;
  acts?: ReactNode;
  children?: ReactNode;
}) => (
  <header className={css["head"]}>
    <div className={css["row"]}>
      <div>
        <h1>{title}</h1>
        {hint ? <p>{hint}</p> : null}
      </div>
      {acts ? <div className={css["acts"]}>{acts}</div> : null}
    </div>
    {children ? <div className={css["below"]}>{children}</div> : null}
  </header>
);

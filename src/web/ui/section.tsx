import type { ReactNode } from "react";
import css from "./section.module.css";

/** A sheet of paper with a heading: one matter of a settings page or of an opened thing. */
export const Section = ({
  title,
  help,
  acts,
  children,
}: {
  title?: ReactNode;
  help?: ReactNode;
  acts?: ReactNode;
  children?: ReactNode;
}) => (
  <section className={css["section"]}>
    {title || acts ? (
      <header>
        <div>
          {title ? <h2>{title}</h2> : null}
          {help ? <p>{help}</p> : null}
        </div>
        {acts ? <div className={css["acts"]}>{acts}</div> : null}
      </header>
    ) : null}
    {children}
  </section>
);

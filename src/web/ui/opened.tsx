import type { ReactNode } from "react";
import css from "./opened.module.css";

/** The opened thing beside its list: what it is, what it says, what can be done about it, and then its parts. */
export const Opened = ({
  marks,
  title,
  hint,
  text,
  acts,
  children,
}: {
  marks?: ReactNode;
  title: ReactNode;
  hint?: ReactNode;
  /** The words of it, as somebody said them. */
  text?: ReactNode;
  acts?: ReactNode;
  children?: ReactNode;
}) => (
  <article className={css["opened"]}>
    <header className={css["head"]}>
      {marks ? <div className={css["marks"]}>{marks}</div> : null}
      <h2>{title}</h2>
      {hint ? <p>{hint}</p> : null}
    </header>
    {text ? <p className={css["text"]}>{text}</p> : null}
    {acts ? <div className={css["acts"]}>{acts}</div> : null}
    {children}
  </article>
);

/** A part of an opened thing under a heading of its own. */
export const Part = ({ title, acts, children }: { title: ReactNode; acts?: ReactNode; children?: ReactNode }) => (
  <section className={css["part"]}>
    <header>
      <h3>{title}</h3>
      {acts}
    </header>
    {children}
  </section>
);

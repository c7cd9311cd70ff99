import type { ReactNode } from "react";
import css from "./row-group.module.css";

/** Rows of a list that belong together, under their heading where they have one. */
export const RowGroup = ({ title, children }: { title?: string | undefined; children: ReactNode }) => (
  <section className={css["group"]}>
    {title ? <h2>{title}</h2> : null}
    {children}
  </section>
);

import type { ReactNode } from "react";
import css from "./rows.module.css";

/** Things of one kind under one another, each with what it is and what can be done about it. */
export const Rows = ({ children }: { children: ReactNode }) => <ul className={css["rows"]}>{children}</ul>;

/** One thing of a list: its name, what tells it from others, its state, its acts. */
export const Row = ({
  icon,
  title,
  hint,
  mark,
  acts,
}: {
  icon?: ReactNode;
  title: ReactNode;
  hint?: ReactNode;
  mark?: ReactNode;
  acts?: ReactNode;
}) => (
  <li className={css["row"]}>
    {icon ? <span className={css["icon"]}>{icon}</span> : null}
    <div className={css["what"]}>
      <p className={css["title"]}>
        {title}
        {mark ? <span className={css["mark"]}>{mark}</span> : null}
      </p>
      {hint ? <p className={css["hint"]}>{hint}</p> : null}
    </div>
    {acts ? <div className={css["acts"]}>{acts}</div> : null}
  </li>
);

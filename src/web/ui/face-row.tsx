import type { ReactNode } from "react";
import { Photo } from "./photo.tsx";
import css from "./face-row.module.css";

/** A row of a list of people, or of what people do for one another: the face, the words, and at the right what is so now. */
export const FaceRow = ({
  id,
  person,
  title,
  detail,
  side,
  at,
  open,
  unread,
  onOpen,
}: {
  id: string;
  person: { id: string; name: string; initials?: string | null; hasPhoto?: boolean };
  title: string;
  detail?: string | null | undefined;
  side?: ReactNode;
  at: boolean;
  open: boolean;
  unread?: boolean;
  onOpen(): void;
}) => (
  <article className={css["row"]} data-row={id} data-at={at || undefined} data-open={open || undefined} data-unread={unread || undefined}>
    <Photo person={person} size={40} />
    <div className={css["what"]}>
      <h2>
        <button type="button" onClick={onOpen} aria-current={open ? "true" : undefined}>
          {title}
        </button>
      </h2>
      {detail ? <p>{detail}</p> : null}
    </div>
    {side ? <div className={css["side"]}>{side}</div> : null}
  </article>
);

import { useSay } from "#web/i18n/language.tsx";
import { Photo } from "#web/ui/photo.tsx";
import { words } from "./words.ts";
import css from "./person-row.module.css";

/** Somebody or something in the list of people. */
export type Line = {
  id: string;
  type: "person" | "post" | "group" | "organisation";
  name: string;
  detail: string | null;
  initials: string;
  hasPhoto: boolean;
};

/** A row of the list: the face, the name, and what tells two of one name apart. */
export const PersonRow = ({ line, at, open, onOpen }: { line: Line; at: boolean; open: boolean; onOpen(): void }) => {
  const t = useSay();
  const kind = line.type === "person" ? null : t(words[line.type]);
  return (
    <article className={css["row"]} data-row={line.id} data-at={at || undefined} data-open={open || undefined}>
      <Photo person={line} size={40} />
      <div>
        <h2>
          <button type="button" onClick={onOpen} aria-current={open ? "true" : undefined}>
            {line.name}
          </button>
        </h2>
        <p>{[kind, line.detail].filter(Boolean).join(" · ")}</p>
      </div>
    </article>
  );
};

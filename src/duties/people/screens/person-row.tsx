import { useSay } from "#web/i18n/language.tsx";
import { FaceRow } from "#web/ui/face-row.tsx";
import { words } from "./words.ts";

/** Somebody or something in the list of people. */
export type Line = {
  id: string;
  type: "person" | "post" | "group" | "organisation";
  name: string;
  detail: string | null;
  initials: string;
  hasPhoto: boolean;
};

/** A row of the list: the face, the name, what tells two of one name apart, and where they say they are (`away`). */
export const PersonRow = ({
  line,
  away,
  at,
  open,
  onOpen,
}: {
  line: Line;
  away?: string | undefined;
  at: boolean;
  open: boolean;
  onOpen(): void;
}) => {
  const t = useSay();
  const kind = line.type === "person" ? null : t(words[line.type]);
  return (
    <FaceRow
      id={line.id}
      person={line}
      title={line.name}
      detail={[kind, line.detail].filter(Boolean).join(" · ")}
      side={away ? <p>{away}</p> : null}
      at={at}
      open={open}
      onOpen={onOpen}
    />
  );
};

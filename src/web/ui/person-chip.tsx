import { Loader, Popover } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "../api/hooks.ts";
import { useSay } from "../i18n/language.tsx";
import { PersonCard } from "./person-card.tsx";
import { Photo } from "./photo.tsx";
import { sentenceOf } from "./trouble.ts";
import { words } from "./words.ts";
import css from "./person-chip.module.css";

type Named = { id: string; name: string; initials?: string | null; hasPhoto?: boolean };

/** A name wherever it appears: with the face, and the whole card one press away. */
export const PersonChip = ({ person, size = 24, strong = false }: { person: Named; size?: number; strong?: boolean }) => {
  const t = useSay();
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} width={340} position="bottom-start" trapFocus returnFocus withRoles>
      <Popover.Target>
        <button
          type="button"
          className={css["chip"]}
          data-strong={strong || undefined}
          onClick={() => setOpen(!open)}
          title={t(words.openCard, person.name)}
        >
          <Photo person={person} size={size} />
          <span>{person.name}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>{open ? <LoadedCard id={person.id} /> : null}</Popover.Dropdown>
    </Popover>
  );
};

const LoadedCard = ({ id }: { id: string }) => {
  const t = useSay();
  const { data, error } = useAsk("person.card", { id });
  if (data) return <PersonCard card={data} />;
  return error ? <p>{sentenceOf(error, t)}</p> : <Loader size="sm" aria-label={t(words.loading)} />;
};

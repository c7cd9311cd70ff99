import { useEffect, useState } from "react";
import { useSay } from "../i18n/language.tsx";
import { ActButton } from "../ui/act-button.tsx";
import { Mark } from "../ui/mark.tsx";
import { sentenceOf } from "../ui/trouble.ts";
import { words } from "./words.ts";
import css from "./start.module.css";

const PATIENCE_MS = 400;

/** What is seen while Kerani opens: nothing for a moment, then its mark; and why it does not open. */
export const Start = ({ error }: { error?: unknown }) => {
  const t = useSay();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!error && !late) return null;
  return (
    <main className={css["start"]}>
      <Mark size={56} />
      {error ? (
        <>
          <h1>{t(words.cannotStart)}</h1>
          <p>{sentenceOf(error, t)}</p>
          <ActButton label={words.reload} main onAct={() => window.location.reload()} />
        </>
      ) : (
        <p aria-live="polite">{t(words.starting)}</p>
      )}
    </main>
  );
};

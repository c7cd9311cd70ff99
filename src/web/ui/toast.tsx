import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useSay } from "../i18n/language.tsx";
import { IconCheck, IconX, IconAlertTriangle } from "./icons.ts";
import { Keys } from "./keys.tsx";
import { useShortcut } from "../keyboard/shortcuts.ts";
import { sentenceOf } from "./trouble.ts";
import { words } from "./words.ts";
import css from "./toast.module.css";

const SHORT_MS = 6_000;
const UNDO_MS = 60_000;
const MOST = 3;

type Note = {
  id: number;
  kind: "done" | "trouble";
  text?: string;
  error?: unknown;
  until: number;
  undo?: (() => Promise<unknown>) | undefined;
};
type Toasts = {
  /** Says that something was done; with `undo`, it can be taken back within a minute. */
  done(text: string, more?: { undo?: () => Promise<unknown>; seconds?: number }): void;
  /** Says why something was not done. */
  trouble(error: unknown): void;
};

const Toasts = createContext<Toasts>({ done: () => {}, trouble: () => {} });

/** How a screen tells what became of an act. */
export const useToasts = (): Toasts => useContext(Toasts);

const OneToast = ({ note, newest, onGone }: { note: Note; newest: boolean; onGone(): void }) => {
  const t = useSay();
  const [busy, setBusy] = useState(false);
  const toasts = useToasts();
  const take = (): void => {
    if (!note.undo || busy) return;
    setBusy(true);
    void note
      .undo()
      .then(
        () => toasts.done(t(words.undone)),
        (error: unknown) => toasts.trouble(error),
      )
      .finally(onGone);
  };
  useShortcut(newest && note.undo ? "u" : undefined, words.undo, take);
  useEffect(() => {
    const timer = setTimeout(onGone, Math.max(0, note.until - Date.now()));
    return () => clearTimeout(timer);
  }, [note.until, onGone]);
  return (
    <div className={css["toast"]} data-kind={note.kind}>
      {note.kind === "done" ? <IconCheck size={20} aria-hidden /> : <IconAlertTriangle size={20} aria-hidden />}
      <p>{note.text ?? sentenceOf(note.error, t)}</p>
      {note.undo ? (
        <button type="button" className={css["undo"]} onClick={take} disabled={busy}>
          {t(words.undo)} {newest ? <Keys keys="u" /> : null}
        </button>
      ) : null}
      <button type="button" className={css["close"]} onClick={onGone} aria-label={t(words.close)}>
        <IconX size={16} aria-hidden />
      </button>
      {note.undo ? <span className={css["left"]} style={{ animationDuration: `${UNDO_MS}ms` }} /> : null}
    </div>
  );
};

/** The place of toasts, at the foot; they are read out politely and never cover the act at hand. */
export const ToastHome = ({ children }: { children: ReactNode }) => {
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const count = useRef(0);
  const put = useCallback((note: Omit<Note, "id">) => {
    count.current += 1;
    setNotes((all) => [...all.slice(1 - MOST), { ...note, id: count.current }]);
  }, []);
  const drop = useCallback((id: number) => setNotes((all) => all.filter((one) => one.id !== id)), []);
  const toasts = useMemo<Toasts>(
    () => ({
      done: (text, more = {}) =>
        put({
          kind: "done",
          text,
          undo: more.undo,
          until: Date.now() + (more.seconds ? more.seconds * 1000 : more.undo ? UNDO_MS : SHORT_MS),
        }),
      trouble: (error) => put({ kind: "trouble", error, until: Date.now() + 2 * SHORT_MS }),
    }),
    [put],
  );
  return (
    <Toasts value={toasts}>
      {children}
      <output className={css["home"]} aria-live="polite">
        {notes.map((note, at) => (
          <OneToast key={note.id} note={note} newest={at === notes.length - 1} onGone={() => drop(note.id)} />
        ))}
      </output>
    </Toasts>
  );
};

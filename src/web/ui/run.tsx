import { useState } from "react";
import { changed } from "../api/hooks.ts";
import { useSay } from "../i18n/language.tsx";
import { Notice } from "./notice.tsx";
import { useToasts } from "./toast.tsx";
import { generalProblem } from "./trouble.ts";

/** Work of a form: whether it is under way, why it was refused, and how to begin it. */
export type Run = {
  busy: boolean;
  refusal: unknown;
  /** Does it; says `said` when it was done, and reads again what `topics` touch. Resolves to whether it was done. */
  run(work: () => Promise<unknown>, said?: string, topics?: readonly string[]): Promise<boolean>;
  /** Forgets the last refusal. */
  clear(): void;
};

/** Keeps count of one form's work. */
export const useRun = (): Run => {
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  return {
    busy,
    refusal,
    clear: () => setRefusal(undefined),
    async run(work, said, topics = []) {
      setBusy(true);
      setRefusal(undefined);
      try {
        await work();
        changed(topics);
        if (said) toasts.done(said);
        return true;
      } catch (error) {
        setRefusal(error);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
};

/** Why it was refused, where no field (`fields`) says so itself. */
export const Trouble = ({ of: { refusal }, fields = [] }: { of: Pick<Run, "refusal">; fields?: readonly string[] }) => {
  const t = useSay();
  const said = generalProblem(refusal, t, fields);
  return said ? <Notice kind="trouble">{said}</Notice> : null;
};

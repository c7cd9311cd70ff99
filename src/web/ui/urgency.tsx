import { useSay } from "../i18n/language.tsx";
import { words } from "./words.ts";
import css from "./urgency.module.css";

/** How urgent something is, mildest first. */
export const URGENCIES = ["routine", "soon", "urgent", "emergency"] as const;
/** One degree of urgency. */
export type Urgency = (typeof URGENCIES)[number];

// Four outlines that differ without colour: ring, half disc, triangle, octagon.
const SHAPES: Readonly<Record<Urgency, React.ReactNode>> = {
  routine: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  soon: (
    <>
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
    </>
  ),
  urgent: <path d="M8 1.6 15.2 14H.8z" fill="currentColor" stroke="currentColor" strokeWidth="1.2" strokeLinejoin="round" />,
  emergency: (
    <>
      <path d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z" fill="currentColor" />
      <path d="M8 3.6v5.2M8 11.6v.6" stroke="var(--k-sheet)" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
};

/** The shape of an urgency, with its word beside it or, for routine matters, only for those who listen. */
export const UrgencyMark = ({ urgency, withWord = urgency !== "routine" }: { urgency: Urgency; withWord?: boolean }) => {
  const t = useSay();
  return (
    <span className={css["mark"]} data-urgency={urgency}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {SHAPES[urgency]}
      </svg>
      <span className={withWord ? css["word"] : "k-said"}>{t(words[urgency])}</span>
    </span>
  );
};

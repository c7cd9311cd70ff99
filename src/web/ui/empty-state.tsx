import type { ReactNode } from "react";
import css from "./empty-state.module.css";

/** Nothing here, said warmly: a small drawing, a sentence, perhaps the next thing to do. */
export const EmptyState = ({
  title,
  text,
  drawing = "desk",
  children,
}: {
  title: string;
  text?: string;
  drawing?: "desk" | "letters" | "people";
  children?: ReactNode;
}) => (
  <div className={css["empty"]}>
    <Drawing of={drawing} />
    <h2>{title}</h2>
    {text ? <p>{text}</p> : null}
    {children ? <div className={css["acts"]}>{children}</div> : null}
  </div>
);

const Drawing = ({ of }: { of: "desk" | "letters" | "people" }) => (
  <svg
    className={css["drawing"]}
    viewBox="0 0 160 96"
    width="160"
    height="96"
    aria-hidden="true"
    focusable="false"
    fill="none"
    strokeWidth="2.5"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    {DRAWINGS[of]}
  </svg>
);

const DRAWINGS = {
  desk: (
    <>
      <path d="M14 74h132" stroke="currentColor" />
      <path d="M26 74v14M134 74v14" stroke="currentColor" />
      <rect x="32" y="58" width="34" height="16" rx="2" stroke="currentColor" />
      <path d="M38 63h16M38 68h10" stroke="currentColor" opacity=".5" />
      <path d="M98 74V56h20v18" stroke="currentColor" />
      <path d="M118 61h5a4 4 0 0 1 0 8h-5" stroke="currentColor" />
      <path d="M103 48c0-4 4-4 4-8M111 48c0-4 4-4 4-8" stroke="currentColor" opacity=".5" />
      <path d="m70 32 8 9 16-22" stroke="var(--k-accent-text)" strokeWidth="4" />
    </>
  ),
  letters: (
    <>
      <rect x="40" y="30" width="80" height="52" rx="4" stroke="currentColor" />
      <path d="m42 33 38 28 38-28" stroke="currentColor" />
      <path d="M96 18h36M104 10h28" stroke="currentColor" opacity=".35" />
      <path d="m70 74 6 7 13-17" stroke="var(--k-accent-text)" strokeWidth="4" />
    </>
  ),
  people: (
    <>
      <circle cx="80" cy="36" r="13" stroke="currentColor" />
      <path d="M56 82c0-16 10-24 24-24s24 8 24 24" stroke="currentColor" />
      <circle cx="38" cy="46" r="9" stroke="currentColor" opacity=".5" />
      <path d="M20 82c0-12 8-18 18-18" stroke="currentColor" opacity=".5" />
      <circle cx="122" cy="46" r="9" stroke="currentColor" opacity=".5" />
      <path d="M140 82c0-12-8-18-18-18" stroke="currentColor" opacity=".5" />
      <path d="M120 14v14M113 21h14" stroke="var(--k-accent-text)" strokeWidth="4" />
    </>
  ),
} as const;

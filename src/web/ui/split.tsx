import { useEffect, useRef, type ReactNode } from "react";
import { useShortcut } from "../keyboard/shortcuts.ts";
import { Panel } from "./panel.tsx";
import { words } from "./words.ts";
import css from "./split.module.css";

/** A list in the middle and the opened thing at its right; on a phone the opened thing is a page of its own. */
// oxlint-disable react/exhaustive-effect-dependencies -- the label is a trigger: another thing was opened
export const Split = ({
  list,
  panel,
  panelLabel,
  onClose,
  closedPanel,
}: {
  list: ReactNode;
  panel?: ReactNode;
  panelLabel?: string;
  onClose(): void;
  closedPanel?: ReactNode;
}) => {
  const open = panel !== undefined && panel !== null;
  const heading = useRef<HTMLElement>(null);
  useShortcut("Escape", words.close, onClose, open);
  useEffect(() => {
    // A screen reader is taken along to what was opened; sight and keyboard focus stay in the list on a wide screen.
    if (open && window.matchMedia("(max-width: 61.99em)").matches) heading.current?.focus();
  }, [open, panelLabel]);
  return (
    <div className={css["split"]} data-open={open || undefined} data-side={closedPanel && !open ? true : undefined}>
      <div className={css["list"]}>{list}</div>
      {open ? (
        <Panel label={panelLabel} onClose={onClose} ref={heading}>
          {panel}
        </Panel>
      ) : closedPanel ? (
        <aside className={css["side"]}>{closedPanel}</aside>
      ) : null}
    </div>
  );
};

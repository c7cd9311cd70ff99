import { useEffect, useRef, useState, type ReactNode } from "react";
import { Panel } from "#web/ui/panel.tsx";

/** What is opened, at the right of the calendar; on a small screen a page of its own. */
export const SidePanel = ({ label, at, onClose, children }: { label: string; at: string; onClose(): void; children: ReactNode }) => {
  // Where one came from is where one goes back to.
  const [origin] = useState(() => document.activeElement);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // A form takes the focus itself; what is only read takes a listener along.
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus({ preventScroll: true });
  }, [at]);
  useEffect(() => {
    return () => {
      if (origin instanceof HTMLElement && origin.isConnected && origin !== document.body) origin.focus({ preventScroll: true });
    };
  }, [origin]);
  return (
    <Panel label={label} onClose={onClose} ref={panel}>
      {children}
    </Panel>
  );
};

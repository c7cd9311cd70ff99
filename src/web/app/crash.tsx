import { Component, type ReactNode } from "react";
import { useSay } from "../i18n/language.tsx";
import { ActButton } from "../ui/act-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { words } from "./words.ts";

const Broken = () => {
  const t = useSay();
  return (
    <EmptyState title={t(words.somethingBroke)} text={t(words.somethingBrokeText)}>
      <ActButton label={words.reload} main onAct={() => window.location.reload()} />
    </EmptyState>
  );
};

/** Keeps a broken screen from taking the rest away; another address (`at`) tries again. */
export class Crash extends Component<{ children: ReactNode; at?: string }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidUpdate(before: { at?: string }): void {
    // oxlint-disable-next-line react/no-did-update-set-state -- a key would build every screen anew at every address
    if (this.state.broken && before.at !== this.props.at) this.setState({ broken: false });
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

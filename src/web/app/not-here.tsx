import { useLocation } from "wouter";
import { useSay } from "../i18n/language.tsx";
import { ActButton } from "../ui/act-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { words } from "./words.ts";

/** There is nothing at this address, and the way on. */
export const NotHere = () => {
  const t = useSay();
  const [, go] = useLocation();
  return (
    <EmptyState title={t(words.notHere)} text={t(words.notHereText)}>
      <ActButton label={words.toDesk} main onAct={() => go("/desk")} />
    </EmptyState>
  );
};

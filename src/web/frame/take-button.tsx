import { useLocation } from "wouter";
import { ActButton } from "../ui/act-button.tsx";
import { IconMessagePlus } from "../ui/icons.ts";
import { words } from "./words.ts";

/** What one comes to do, at the head of the screens where a telephone is answered; the frame listens for its key. */
export const TakeButton = () => {
  const [, go] = useLocation();
  return (
    <ActButton
      label={words.take}
      keys="m"
      listen={false}
      main
      icon={<IconMessagePlus size={18} aria-hidden />}
      onAct={() => go("/messages/new")}
    />
  );
};

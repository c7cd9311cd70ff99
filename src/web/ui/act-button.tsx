import { Button, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";
import { useShortcut } from "../keyboard/shortcuts.ts";
import { Keys } from "./keys.tsx";

/** A button with its words in both languages and, when it has one, its shortcut shown beside them. */
export const ActButton = ({
  label,
  keys,
  onAct,
  main = false,
  danger = false,
  icon,
  listen = true,
  ...more
}: {
  label: Text;
  keys?: string | undefined;
  onAct(): void;
  /** The one act that a person would do first here. */
  main?: boolean;
  danger?: boolean;
  icon?: ReactNode;
  /** False shows the shortcut without listening for it: the row in hand listens for all. */
  listen?: boolean;
} & Omit<ButtonProps, "variant" | "color"> & { disabled?: boolean; type?: "button" | "submit" }) => {
  const t = useSay();
  useShortcut(keys, label, onAct, listen && !more.disabled && !more.loading);
  return (
    <Button
      variant={main ? "filled" : "default"}
      {...(danger ? { color: "red", variant: main ? "filled" : "subtle" } : {})}
      leftSection={icon}
      rightSection={keys ? <Keys keys={keys} /> : undefined}
      aria-keyshortcuts={keys?.includes(" ") ? undefined : keys?.replace("Mod", "Control")}
      onClick={onAct}
      {...more}
    >
      {t(label)}
    </Button>
  );
};

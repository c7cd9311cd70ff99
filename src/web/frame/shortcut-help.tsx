import { useSay } from "../i18n/language.tsx";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Keys } from "../ui/keys.tsx";
import { words } from "./words.ts";
import css from "./shortcut-help.module.css";

/** Every shortcut that works on this screen. */
export const ShortcutHelp = ({ open, onClose }: { open: boolean; onClose(): void }) => {
  const t = useSay();
  const shortcuts = useShortcuts();
  return (
    <Dialog title={t(words.shortcuts)} open={open} onClose={onClose}>
      <p className={css["help"]}>{t(words.shortcutsHelp)}</p>
      <ul className={css["list"]}>
        {shortcuts.map(({ keys, label }) => (
          <li key={keys}>
            <span>{t(label)}</span>
            <Keys keys={keys} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
};

import css from "./keys.module.css";

const SHOWN: Readonly<Record<string, string>> = { Enter: "↵", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", Mod: isMac() ? "⌘" : "Ctrl" };

function isMac(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** The keys of a shortcut, written as the registry writes them: "g m", "Mod+k", "Enter". Hidden where there is no keyboard. */
export const Keys = ({ keys }: { keys: string }) => (
  <span className={css["keys"]} aria-hidden="true">
    {keys.split(" ").map((chord, at) => (
      // A sequence may repeat a key; its place is its identity.
      // eslint-disable-next-line react/no-array-index-key -- a fixed sequence
      <kbd key={`${at}${chord}`}>
        {chord
          .split("+")
          .map((key) => SHOWN[key] ?? key.toUpperCase())
          .join(" ")}
      </kbd>
    ))}
  </span>
);

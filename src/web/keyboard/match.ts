/** What a matcher needs of a keyboard event. */
export type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

/** A key press as shortcuts are written: "m", "Mod+k", "?", "Enter"; undefined for a bare modifier or a press with Alt. */
export const chordOf = (event: Pressed): string | undefined => {
  if (["Shift", "Control", "Alt", "Meta", "AltGraph", "Dead", "Process"].includes(event.key)) return undefined;
  // AltGr arrives as Ctrl+Alt and types a character: never a shortcut.
  if (event.altKey) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Mod+${key}` : key;
};

/** After how long a begun sequence ("g …") is forgotten. */
export const SEQUENCE_MS = 1200;

/** Follows presses and says which written shortcut, one chord or a sequence of two, has just been completed. */
export const follow = () => {
  let before: { chord: string; at: number } | undefined;
  return (chord: string, at: number, known: ReadonlySet<string>): string | undefined => {
    const sequence = before && at - before.at <= SEQUENCE_MS ? `${before.chord} ${chord}` : undefined;
    if (sequence && known.has(sequence)) {
      before = undefined;
      return sequence;
    }
    const begins = [...known].some((one) => one.startsWith(`${chord} `));
    before = begins ? { chord, at } : undefined;
    return known.has(chord) ? chord : undefined;
  };
};

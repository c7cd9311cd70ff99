// Hues that are told apart by those who see few colours; text on them stays ink, so any of them reads well.
const HUES = ["#3b6fd4", "#1b8a5a", "#c2571a", "#8a4fc0", "#0d8390", "#b83280", "#8a7a12", "#5b6472"] as const;

const hash = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);

/** The hues to choose from for a calendar. */
export const hues: readonly string[] = HUES;

/** A calendar's colour (#RRGGBB): its own, else one that stays the same for it. */
export const colourOf = ({ id, color }: { id: string; color: string | null }): string => color ?? HUES[hash(id) % HUES.length] ?? HUES[0];

// Hues that are told apart by those who see few colours; text on them stays ink, so any of them reads well.
const HUES = ["#3b6fd4", "#1b8a5a", "#c2571a", "#8a4fc0", "#0d8390", "#b83280", "#8a7a12", "#5b6472"] as const;

const hash = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);

/** The hues to choose from for a calendar. */
export const hues: readonly string[] = HUES;

type Coloured = { id: string; color: string | null };

/** A calendar's colour (#RRGGBB): its own, else one that stays the same for it. */
export const colourOf = ({ id, color }: Coloured): string => color ?? HUES[hash(id) % HUES.length] ?? HUES[0];

/** The same calendars, each with a colour; as long as there are hues left, no two alike. */
export const coloured = <C extends Coloured>(calendars: readonly C[]): C[] => {
  const used = new Set(calendars.flatMap(({ color }) => color?.toLowerCase() ?? []));
  return calendars.map((calendar) => {
    if (calendar.color) return calendar;
    const first = hash(calendar.id) % HUES.length;
    const color = [...HUES.slice(first), ...HUES.slice(0, first)].find((hue) => !used.has(hue)) ?? colourOf(calendar);
    used.add(color);
    return { ...calendar, color };
  });
};

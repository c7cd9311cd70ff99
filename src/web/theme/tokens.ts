/** The colours of one scheme: paper, ink, one accent, and the few that mean something. */
export type Tokens = {
  /** The page. */
  paper: string;
  /** What lies on the page: cards, panels, inputs. */
  sheet: string;
  /** What floats: menus, dialogs. */
  raised: string;
  /** What is cut into the page: the rail, hovered rows. */
  sunken: string;
  /** Hairlines between things. */
  line: string;
  /** Borders that one must see to use the thing (WCAG 1.4.11, 3:1). */
  edge: string;
  /** Text. */
  ink: string;
  /** Text of lesser weight. */
  faint: string;
  /** Fill of the main act. */
  accent: string;
  accentHover: string;
  onAccent: string;
  /** Links and marks on paper or sheet. */
  accentText: string;
  /** Background of what is chosen. */
  accentSoft: string;
  good: string;
  goodSoft: string;
  soon: string;
  soonSoft: string;
  urgent: string;
  urgentSoft: string;
  /** Emergency and errors. */
  alarm: string;
  alarmSoft: string;
  alarmFill: string;
};

/** Daylight. */
export const LIGHT: Tokens = {
  paper: "#f7f4ed",
  sheet: "#fffdf9",
  raised: "#ffffff",
  sunken: "#efebe1",
  line: "#e1dbce",
  edge: "#8c8475",
  ink: "#211e19",
  faint: "#5d574c",
  accent: "#27459b",
  accentHover: "#1d3680",
  onAccent: "#ffffff",
  accentText: "#27459b",
  accentSoft: "#e4e9f7",
  good: "#1b6440",
  goodSoft: "#e0efe5",
  soon: "#7a4a00",
  soonSoft: "#f9ecd2",
  urgent: "#a53208",
  urgentSoft: "#fbe5da",
  alarm: "#a8112b",
  alarmSoft: "#fbe3e4",
  alarmFill: "#b0142e",
};

/** Night. */
export const DARK: Tokens = {
  paper: "#161512",
  sheet: "#1e1d19",
  raised: "#272521",
  sunken: "#100f0d",
  line: "#36332c",
  edge: "#857d6e",
  ink: "#ece8df",
  faint: "#b2ab9d",
  accent: "#4c6bd4",
  accentHover: "#4160c6",
  onAccent: "#ffffff",
  accentText: "#aabef8",
  accentSoft: "#28314d",
  good: "#86d0a5",
  goodSoft: "#1d3226",
  soon: "#e8bb70",
  soonSoft: "#3a2d15",
  urgent: "#ffa583",
  urgentSoft: "#432619",
  alarm: "#ffa1a8",
  alarmSoft: "#471c22",
  alarmFill: "#d6334b",
};

/** The custom properties of a scheme: `accentSoft` becomes `--k-accent-soft`. */
export const properties = (tokens: Tokens): Record<string, string> =>
  Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--k-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, value]));

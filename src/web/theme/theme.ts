import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";
import { DARK, LIGHT, properties, type Tokens } from "./tokens.ts";

const INK: MantineColorsTuple = [
  "#eef1fb",
  "#dce3f6",
  "#b8c6ee",
  "#92a8e6",
  "#6f8bdd",
  "#4c6bd4",
  "#3857bf",
  "#27459b",
  "#1d3680",
  "#142761",
];
const PAPER: MantineColorsTuple = [
  "#fbf9f4",
  "#f7f4ed",
  "#efebe1",
  "#e1dbce",
  "#cbc3b3",
  "#aaa192",
  "#8c8475",
  "#5d574c",
  "#3a362f",
  "#211e19",
];
const NIGHT: MantineColorsTuple = [
  "#ece8df",
  "#cfc9bc",
  "#b2ab9d",
  "#857d6e",
  "#57524a",
  "#36332c",
  "#272521",
  "#1e1d19",
  "#161512",
  "#100f0d",
];
const ALARM: MantineColorsTuple = [
  "#fdf0f0",
  "#fbe3e4",
  "#f3bcc1",
  "#ea8f98",
  "#df5f6e",
  "#d6334b",
  "#c2203a",
  "#b0142e",
  "#8f0f26",
  "#6c0a1b",
];

const FONT = `"Plus Jakarta Sans Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif`;
const SMALL_FIELD = { size: "md" } as const;

/** Kerani's look on Mantine: two weights, an 8 px grid, one accent. */
export const theme = createTheme({
  colors: { ink: INK, gray: PAPER, dark: NIGHT, red: ALARM },
  primaryColor: "ink",
  primaryShade: { light: 7, dark: 5 },
  white: "#ffffff",
  black: LIGHT.ink,
  fontFamily: FONT,
  fontWeights: { regular: "400", medium: "600", bold: "600" },
  headings: {
    fontFamily: FONT,
    fontWeight: "600",
    textWrap: "balance",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "2rem" },
      h2: { fontSize: "1.25rem", lineHeight: "1.75rem" },
      h3: { fontSize: "1.0625rem", lineHeight: "1.5rem" },
      h4: { fontSize: "0.9375rem", lineHeight: "1.5rem" },
    },
  },
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.55", lg: "1.6", xl: "1.6" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  radius: { xs: "0.25rem", sm: "0.375rem", md: "0.5rem", lg: "0.75rem", xl: "1rem" },
  defaultRadius: "md",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: { defaultProps: { size: "sm" } },
    // What may stay empty says so; a star on everything else would only be noise.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    TextInput: { defaultProps: SMALL_FIELD },
    Textarea: { defaultProps: SMALL_FIELD },
    PasswordInput: { defaultProps: SMALL_FIELD },
    Select: { defaultProps: SMALL_FIELD },
    Popover: { defaultProps: { shadow: "md", radius: "md" } },
    Menu: { defaultProps: { shadow: "md", radius: "md", transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Modal: { defaultProps: { radius: "lg", shadow: "lg", transitionProps: { duration: 100 } } },
  },
});

const ofMantine = (tokens: Tokens): Record<string, string> => ({
  ...properties(tokens),
  "--mantine-color-body": tokens.paper,
  "--mantine-color-text": tokens.ink,
  "--mantine-color-bright": tokens.ink,
  "--mantine-color-dimmed": tokens.faint,
  "--mantine-color-placeholder": tokens.faint,
  "--mantine-color-anchor": tokens.accentText,
  "--mantine-color-error": tokens.alarm,
  "--mantine-color-success": tokens.good,
  "--mantine-color-default": tokens.sheet,
  "--mantine-color-default-hover": tokens.sunken,
  "--mantine-color-default-color": tokens.ink,
  "--mantine-color-default-border": tokens.line,
  "--mantine-color-disabled": tokens.sunken,
  "--mantine-color-disabled-color": tokens.faint,
  "--mantine-color-disabled-border": tokens.line,
  "--mantine-color-ink-filled": tokens.accent,
  "--mantine-color-ink-filled-hover": tokens.accentHover,
  "--mantine-color-ink-text": tokens.accentText,
  "--mantine-color-ink-light": tokens.accentSoft,
  "--mantine-color-ink-light-hover": tokens.accentSoft,
  "--mantine-color-ink-light-color": tokens.accentText,
  "--mantine-color-ink-outline": tokens.accentText,
  "--mantine-color-red-filled": tokens.alarmFill,
  "--mantine-color-red-text": tokens.alarm,
  "--mantine-color-red-light": tokens.alarmSoft,
  "--mantine-color-red-light-hover": tokens.alarmSoft,
  "--mantine-color-red-light-color": tokens.alarm,
});

/** Hands the tokens to Mantine's own properties, for both schemes. */
export const resolveProperties: CSSVariablesResolver = () => ({ variables: {}, light: ofMantine(LIGHT), dark: ofMantine(DARK) });

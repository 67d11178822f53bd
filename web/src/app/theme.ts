import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from "@mantine/core";

const harbour: MantineColorsTuple = [
  "#eef5f8",
  "#dbe9ef",
  "#b5d2de",
  "#8ab8cb",
  "#63a0b9",
  "#418aa6",
  "#2b7895",
  "#1f667f",
  "#17546a",
  "#0e3f51",
];

/** Mantine's greys for dark mode, with our ink in them. */
const dark: MantineColorsTuple = [
  "#e3ebef",
  "#bccad2",
  "#9db0ba",
  "#6f8590",
  "#33464f",
  "#243640",
  "#1b2a32",
  "#162229",
  "#101b21",
  "#0b1418",
];

export const theme = createTheme({
  primaryColor: "harbour",
  primaryShade: { light: 7, dark: 6 },
  colors: { harbour, dark },
  autoContrast: true,
  luminanceThreshold: 0.34,
  defaultRadius: "md",
  radius: { xs: "4px", sm: "6px", md: "10px", lg: "16px", xl: "24px" },
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "1.2" },
      h2: { fontSize: "1.2rem", lineHeight: "1.3" },
      h3: { fontSize: "1rem", lineHeight: "1.4" },
    },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  focusRing: "auto",
  components: {
    Modal: {
      defaultProps: { closeButtonProps: { "aria-label": "Close" } },
      styles: { title: { fontSize: "1.15rem", fontWeight: 650 } },
    },
  },
});

/** Mantine's surfaces in our palette; everything else of ours is in tokens.css. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#14232b",
    "--mantine-color-dimmed": "#566872",
    "--mantine-color-default-border": "#d5dfe4",
    "--mantine-color-error": "#b3402f",
  },
  dark: {
    "--mantine-color-body": "#162229",
    "--mantine-color-text": "#e3ebef",
    "--mantine-color-dimmed": "#9db0ba",
    "--mantine-color-default": "#1b2931",
    "--mantine-color-default-hover": "#21323b",
    "--mantine-color-default-border": "#2c3e48",
    "--mantine-color-error": "#f0907f",
  },
});

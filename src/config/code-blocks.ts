import type { StarlightExpressiveCodeOptions } from "@astrojs/starlight/expressive-code";

/** How code blocks look. Samples are at most 80 columns wide, a tab counts four. */
export const codeBlocks: StarlightExpressiveCodeOptions = {
  tabWidth: 4,
  frames: { showCopyToClipboardButton: true },
  styleOverrides: { codeFontSize: "0.8125rem", borderRadius: "0.375rem" },
};

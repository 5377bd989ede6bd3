import { createHash } from "node:crypto";

/**
 * Roles of colour in a diagram. Mermaid draws with one placeholder colour for
 * each role; the placeholders become CSS variables (`--diagram-line`), which
 * the site sets for light and for dark.
 */
const roles = ["text", "line", "node", "border", "group", "group-border", "note", "note-border", "label"] as const;
type Role = (typeof roles)[number];

/** Placeholder colours: values that Mermaid itself never uses. */
const placeholder = Object.fromEntries(
  roles.map((role, index) => [role, `#0a0b${(index + 16).toString(16)}`]),
) as Record<Role, string>;

const themeVariableRoles: Record<string, Role> = {
  background: "label",
  primaryColor: "node",
  primaryTextColor: "text",
  primaryBorderColor: "border",
  secondaryColor: "group",
  secondaryTextColor: "text",
  secondaryBorderColor: "group-border",
  tertiaryColor: "group",
  tertiaryTextColor: "text",
  tertiaryBorderColor: "group-border",
  lineColor: "line",
  textColor: "text",
  mainBkg: "node",
  nodeBorder: "border",
  nodeTextColor: "text",
  clusterBkg: "group",
  clusterBorder: "group-border",
  titleColor: "text",
  edgeLabelBackground: "label",
  arrowheadColor: "line",
  defaultLinkColor: "line",
  actorBkg: "node",
  actorBorder: "border",
  actorTextColor: "text",
  actorLineColor: "group-border",
  signalColor: "line",
  signalTextColor: "text",
  labelBoxBkgColor: "group",
  labelBoxBorderColor: "group-border",
  labelTextColor: "text",
  loopTextColor: "text",
  noteBkgColor: "note",
  noteBorderColor: "note-border",
  noteTextColor: "text",
  activationBkgColor: "group",
  activationBorderColor: "border",
  sequenceNumberColor: "label",
  labelColor: "text",
  altBackground: "group",
  transitionColor: "line",
  transitionLabelColor: "text",
  stateLabelColor: "text",
  stateBkg: "node",
  labelBackgroundColor: "label",
  compositeBackground: "group",
  compositeTitleBackground: "node",
  compositeBorder: "group-border",
  innerEndBackground: "line",
  specialStateColor: "line",
  errorBkgColor: "node",
  errorTextColor: "text",
};

/** Colours that Mermaid 12 writes whatever its theme says, and the role of each. */
const fixedColours: Record<string, Role> = {
  "#000": "line",
  "#000000": "line",
  black: "line",
  "#666": "border",
  "#999": "border",
  "#eaeaea": "node",
  "#e0e0e0": "group",
  "#edf2ae": "note",
  "rgba(185,185,185,1)": "group-border",
  "rgba(0,0,0,0.2)": "group-border",
  "rgb(0 0 0 / 0.4)": "group-border",
};

/** The site's own font, src/fonts/: labels are drawn for its widths. */
export const fontFamily = "Archivo Narrow, sans-serif";

/** Configuration for `mermaid.initialize`. */
export const mermaidConfig = {
  startOnLoad: false,
  theme: "base",
  look: "classic",
  htmlLabels: false,
  flowchart: { htmlLabels: false, useMaxWidth: false, curve: "basis", wrappingWidth: 220 },
  sequence: { useMaxWidth: false, mirrorActors: false, messageMargin: 32, actorMargin: 48, width: 140 },
  state: { useMaxWidth: false },
  themeVariables: {
    ...Object.fromEntries(Object.entries(themeVariableRoles).map(([name, role]) => [name, placeholder[role]])),
    fontFamily,
    fontSize: "15px",
  },
} as const;

/** Changes whenever rendering would give another picture. */
export const themeFingerprint = createHash("sha256")
  .update(JSON.stringify([mermaidConfig, fixedColours]))
  .digest("hex")
  .slice(0, 8);

const anyColour =
  /#[0-9a-f]{3,8}\b(?!["']?\s*\{)|rgba?\([^)]*\)|hsla?\([^)]*\)|(?<=(?:fill|stroke|color)\s*[:=]\s*"?)black\b/gi;

/**
 * Replaces every colour of a rendered SVG by the variable of its role.
 *
 * @throws Error when a colour has no role: it would not follow the theme
 */
export function withThemeVariables(svg: string): string {
  const roleOf = new Map<string, Role>(Object.entries(fixedColours));
  for (const role of roles) {
    roleOf.set(placeholder[role], role);
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(placeholder[role].slice(at, at + 2), 16));
    roleOf.set(`rgba(${red}, ${green}, ${blue}, 0.5)`, role);
  }
  return svg.replace(anyColour, (colour) => {
    const role = roleOf.get(colour.toLowerCase());
    if (!role) throw new Error(`the colour ${colour} has no role in src/diagrams/theme.ts: add it to fixedColours`);
    return `var(--diagram-${role})`;
  });
}

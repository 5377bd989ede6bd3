/**
 * Text that somebody typed, as Markdown that shows just that text: no markup,
 * no HTML, no mention, on one line.
 */
export function plainLine(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/[\\`*_{}[\]<>()#+!|~@&-]/g, "\\$&");
}

/** The same for text of several lines, as a quotation that cannot end early. */
export function plainQuote(text: string): string {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => `> ${plainLine(line)}`.trimEnd())
    .join("\n");
}

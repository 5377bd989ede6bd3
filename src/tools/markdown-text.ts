/** An address, without the punctuation that ends its sentence. */
const address = /(https?:\/\/[^\s<>"'`\\]*[^\s<>"'`\\()[\]{}.,:;!?*_~|])/;

/**
 * Text that somebody typed, as Markdown that shows just that text on one line:
 * no markup, no HTML, and no mention of a person or an issue. An address is a
 * link to itself.
 */
export function plainLine(text: string): string {
  const parts = text.replaceAll(/\s+/g, " ").trim().split(address);
  return parts.map((part, index) => (index % 2 === 1 ? `<${part}>` : escaped(part))).join("");
}

function escaped(text: string): string {
  return (
    text
      .replaceAll(/[\\`*_{}[\]<>()#+!|~$=&-]/g, "\\$&")
      // "1." begins a list.
      .replace(/^(\d+)\./, "$1\\.")
      // Code hosts look for mentions in what they have rendered, where a backslash is gone: a space of no width.
      .replaceAll(/#(?=\w)/g, "#&#8203;")
      .replaceAll("@", "@&#8203;")
  );
}

/** The same for text of several lines, as a quotation that cannot end early. */
export function plainQuote(text: string): string {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => `> ${plainLine(line)}`.trimEnd())
    .join("\n");
}

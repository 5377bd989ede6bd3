import type { ShikiConfig } from "astro";

// Code is coloured when the site is built. Few colours, one class for each, set in src/styles/code.css:
// a page carries no colour of its own, and both themes share its markup.

/** Class of a token, by the TextMate scopes that get it. Tokens of other scopes stay plain text. */
const scopesByClass = {
  c: ["comment", "punctuation.definition.comment"],
  k: [
    "keyword",
    "storage",
    "constant.language",
    "variable.language",
    "keyword.operator.new",
    "support.type.primitive",
    "entity.name.tag",
  ],
  s: ["string", "punctuation.definition.string", "constant.other.symbol", "string.unquoted.argument"],
  n: ["constant.numeric"],
} as const;
type TokenClass = keyof typeof scopesByClass;

/** Shiki knows colours only: each class has one as its placeholder. */
const plain = "#000000";
const placeholders: Record<TokenClass, string> = { c: "#000001", k: "#000002", s: "#000003", n: "#000004" };
const classes = Object.keys(placeholders) as TokenClass[];

type Transformer = NonNullable<ShikiConfig["transformers"]>[number];

/** Turns Shiki's lines of coloured tokens into text with a few classed spans, inside a figure with its caption. */
const lean: Transformer = {
  name: "lean-code",
  tokens(lines) {
    return lines.map((line) => {
      const merged: typeof line = [];
      for (const token of line) {
        const last = merged.at(-1);
        const colour = token.content.trim() === "" ? (last?.color ?? plain) : (token.color?.toLowerCase() ?? plain);
        if (last && last.color === colour) last.content += token.content;
        else merged.push({ ...token, color: colour });
      }
      return merged;
    });
  },
  span(node, _line, _column, _element, token) {
    const name = classes.find((each) => placeholders[each] === token.color);
    node.properties = name ? { class: name } : {};
  },
  code(node) {
    // Shiki wraps each line and each token; text needs neither.
    node.children = node.children.flatMap((line) =>
      line.type === "element"
        ? line.children.flatMap((token) =>
            token.type === "element" && !token.properties["class"] ? token.children : [token],
          )
        : [line],
    );
  },
  pre(node) {
    node.properties = { tabindex: "0", "data-language": this.options.lang };
    // Excerpts are for reading: Go is found by what the text says of it, error texts and settings by themselves.
    if (this.options.lang === "go") node.properties["data-pagefind-ignore"] = "";
  },
  root(root) {
    const caption = /\btitle="([^"]*)"/.exec(this.options.meta?.__raw ?? "")?.[1];
    const block = root.children.filter((child) => child.type === "element");
    root.children = [element("figure", { class: "code" }, caption ? [captionOf(caption), ...block] : block)];
  },
};

type Element = Parameters<NonNullable<Transformer["pre"]>>[0];

function element(tagName: string, properties: Element["properties"], children: Element["children"]): Element {
  return { type: "element", tagName, properties, children };
}

const captionOf = (text: string) =>
  element("figcaption", { "data-pagefind-ignore": "" }, [{ type: "text", value: text }]);

/** How code blocks are coloured and marked up. */
export const codeBlocks: ShikiConfig = {
  theme: {
    name: "classes",
    type: "light",
    colors: { "editor.foreground": plain, "editor.background": "#ffffff" },
    settings: classes.map((name) => ({
      scope: [...scopesByClass[name]],
      settings: { foreground: placeholders[name] },
    })),
  },
  transformers: [lean],
};

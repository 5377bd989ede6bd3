import { type MdastPluginDefinition, markdownToHtml, mdxToJs } from "satteri";

/** A fenced code block as it stands in the Markdown file. */
export interface Fence {
  readonly line: number;
  readonly language: string;
  readonly meta: string;
  readonly code: string;
}

export interface Link {
  readonly line: number;
  readonly url: string;
}

/** Running text, outside links, headings and code. */
export interface Words {
  readonly line: number;
  readonly text: string;
}

export interface Heading {
  readonly line: number;
  readonly depth: number;
  readonly text: string;
}

/** The parts of a Markdown file that have to be checked, with their lines. */
export interface MarkdownParts {
  /** Text between the `---` lines, or undefined when there is none. */
  readonly frontMatter: string | undefined;
  readonly fences: readonly Fence[];
  readonly links: readonly Link[];
  readonly headings: readonly Heading[];
  readonly words: readonly Words[];
}

/**
 * Parses a Markdown or MDX file with the parser that renders the site.
 *
 * @param source text of the file, front matter included; lines are counted in it
 * @param format "mdx" for `.mdx` files
 */
export function parseMarkdown(source: string, format: "md" | "mdx"): MarkdownParts {
  const fences: Fence[] = [];
  const links: Link[] = [];
  const headings: Heading[] = [];
  const words: Words[] = [];
  const lineOf = (node: { position?: { start: { line: number } } | undefined }) => node.position?.start.line ?? 1;
  const collect: MdastPluginDefinition = {
    name: "collect-parts",
    options: { position: true },
    code(node) {
      fences.push({ line: lineOf(node), language: node.lang ?? "", meta: node.meta ?? "", code: node.value });
    },
    link(node) {
      links.push({ line: lineOf(node), url: node.url });
    },
    definition(node) {
      links.push({ line: lineOf(node), url: node.url });
    },
    text(node) {
      words.push({ line: lineOf(node), text: node.value });
    },
    heading(node, context) {
      headings.push({ line: lineOf(node), depth: node.depth, text: context.textContent(node) });
    },
  };
  const options = { mdastPlugins: [collect], features: { directive: true, frontmatter: true } };
  if (format === "mdx") mdxToJs(source, options);
  else markdownToHtml(source, options);
  return { frontMatter: /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(source)?.[1], fences, links, headings, words };
}

import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { load } from "js-yaml";
import { type MarkdownParts, parseMarkdown } from "./markdown.ts";
import { filesBelow } from "./sample.ts";

/** A Markdown file of the site. */
export interface Page extends MarkdownParts {
  /** Absolute path. */
  readonly file: string;
  /** Path of its URL below the site's base: "", "guides/snapshot". */
  readonly slug: string;
  readonly source: string;
}

/** Whether a file below the content folder becomes a page: samples do not. */
export function isPage(file: string, content: string): boolean {
  return /\.mdx?$/.test(file) && !relative(content, file).startsWith(`samples${sep}`);
}

/** Path of a page's URL, from the path of its file: guidelines are below /g/, whatever their area. */
export function slugOf(file: string, content: string): string {
  return relative(content, file)
    .split(sep)
    .join("/")
    .replace(/\.mdx?$/, "")
    .replace(/^guidelines\/[^/]+\//, "g/")
    .replace(/(^|\/)index$/, "");
}

/** Reads every page below the content folder. */
export function readPages(content: string): Page[] {
  return filesBelow(content)
    .filter((file) => isPage(file, content))
    .map((file) => {
      const source = readFileSync(file, "utf8");
      const parts = parseMarkdown(source, file.endsWith(".mdx") ? "mdx" : "md");
      return { ...parts, file, slug: slugOf(file, content), source };
    });
}

/** Line of the first match in a page, counted from 1; line 1 when there is none. */
export function lineOf(page: Pick<Page, "source">, wanted: string): number {
  return page.source.slice(0, Math.max(0, page.source.indexOf(wanted))).split("\n").length;
}

/** Title of a page as its front matter states it; the path of its URL when there is none. */
export function titleOf(page: Page): string {
  return fieldOf(page, "title") ?? page.slug;
}

/** Description of a page as its front matter states it. */
export function descriptionOf(page: Page): string {
  return fieldOf(page, "description") ?? "";
}

const frontMatters = new WeakMap<Page, unknown>();

function fieldOf(page: Page, name: string): string | undefined {
  if (!frontMatters.has(page)) frontMatters.set(page, load(page.frontMatter ?? ""));
  const values = frontMatters.get(page);
  const value = typeof values === "object" && values !== null ? Reflect.get(values, name) : undefined;
  return typeof value === "string" ? value : undefined;
}

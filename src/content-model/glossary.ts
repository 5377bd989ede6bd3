import GithubSlugger from "github-slugger";
import { parse } from "yaml";
import type { Page } from "./page.ts";

/** Slug of the page whose headings are the terms. */
export const glossarySlug = "glossary";

/** A term of Conduit that readers may not know. */
export interface Term {
  readonly name: string;
  /** Other words for it, the plural among them. */
  readonly aliases: readonly string[];
  /** Anchor of its section on the glossary page. */
  readonly anchor: string;
  /** First sentence of its definition, without markup. */
  readonly hint: string;
}

/** Reads the terms of the glossary page: each second-level heading, with what follows it. */
export function readGlossary(pages: readonly Page[]): Term[] {
  const page = pages.find(({ slug }) => slug === glossarySlug);
  if (!page) return [];
  const { aliases = {} } = parse(page.frontMatter ?? "") as { aliases?: Record<string, string[]> };
  return page.source
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [name = "", ...lines] = section.split("\n");
      const definition = lines.join("\n").trim().split(/\n\n/)[0] ?? "";
      return {
        name,
        aliases: aliases[name] ?? [],
        anchor: new GithubSlugger().slug(name),
        hint: firstSentence(definition),
      };
    });
}

function firstSentence(markdown: string): string {
  const text = markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\s+/g, " ");
  return /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text;
}

import GithubSlugger from "github-slugger";
import { load } from "js-yaml";
import type { Page } from "./page.ts";

/** Slug of the page whose headings are the terms. */
export const glossarySlug = "glossary";

/** A term of Conduit that readers may not know. */
export interface Term {
  readonly name: string;
  /** Anchor of its section on the glossary page. */
  readonly anchor: string;
  /** First sentence of its definition, without markup. */
  readonly hint: string;
  /** Finds the name, its plural or another word for it in running text; the longest where several begin. */
  readonly pattern: RegExp;
}

const glossaries = new WeakMap<readonly Page[], readonly Term[]>();

/**
 * The terms of the glossary page: each second-level heading, with what follows
 * it. Read once for the same pages: plugins ask for every word.
 */
export function readGlossary(pages: readonly Page[]): readonly Term[] {
  const terms = glossaries.get(pages) ?? loadGlossary(pages);
  glossaries.set(pages, terms);
  return terms;
}

function loadGlossary(pages: readonly Page[]): Term[] {
  const page = pages.find(({ slug }) => slug === glossarySlug);
  if (!page) return [];
  const { aliases = {} } = load(page.frontMatter ?? "") as { aliases?: Record<string, string[]> };
  return page.source
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [name = "", ...lines] = section.split("\n");
      const definition = lines.join("\n").trim().split(/\n\n/)[0] ?? "";
      const words = [name, ...(aliases[name] ?? [])].toSorted((a, b) => b.length - a.length);
      return {
        name,
        pattern: new RegExp(`(?<![\\w-])(?:${words.join("|")})(?![\\w-])`, "i"),
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

import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import GithubSlugger from "github-slugger";
import { derivedSections, isGuideline, writtenSections } from "./guideline.ts";
import type { Heading } from "./markdown.ts";
import { type Page, slugOf } from "./page.ts";

/** Where a link of a Markdown file leads. */
export type LinkTarget =
  | { readonly kind: "external" }
  | { readonly kind: "anchor"; readonly fragment: string }
  | { readonly kind: "page"; readonly file: string; readonly slug: string; readonly fragment: string };

/**
 * Resolves a link as an author writes it: relative paths to Markdown files,
 * so that the link works in an editor and on a code host as well.
 *
 * @param url destination as written
 * @param from absolute path of the file that holds the link
 * @param content absolute path of the content folder
 * @throws Error with what to write instead
 */
export function resolveLink(url: string, from: string, content: string): LinkTarget {
  if (/^(https?:|mailto:)/.test(url)) {
    refuseUnstable(url);
    return { kind: "external" };
  }
  if (url.startsWith("#")) return { kind: "anchor", fragment: decodeURIComponent(url.slice(1)) };
  const [path = "", fragment = ""] = url.split("#", 2);
  if (path.startsWith("/") || !/\.mdx?$/.test(path)) {
    throw new Error(`link to ${url}: write the relative path of a Markdown file, such as ./snapshot.md#section`);
  }
  const file = resolve(dirname(from), path);
  if (relative(content, file).startsWith("..")) throw new Error(`link to ${url} leaves the content folder`);
  if (!existsSync(file)) throw new Error(`link to ${url}: there is no such page`);
  return { kind: "page", file, slug: slugOf(file, content), fragment: decodeURIComponent(fragment) };
}

/** Anchors of a page's headings, made the way the site makes them. */
export function anchorsOf(headings: readonly Heading[]): string[] {
  const slugger = new GithubSlugger();
  return headings.map(({ text }) => slugger.slug(text));
}

/** Every anchor of a page: those of a guideline are fixed, whatever its headings say. */
export function anchorsOfPage(page: Pick<Page, "slug" | "headings">): string[] {
  if (isGuideline(page)) return [...writtenSections, ...derivedSections].map(([, anchor]) => anchor);
  return anchorsOf(page.headings);
}

/**
 * Refuses addresses that are dead or will not show the same text tomorrow.
 *
 * @throws Error with what to write instead
 */
function refuseUnstable(url: string): void {
  if (url.startsWith("http:") && !url.startsWith("http://localhost")) throw new Error(`link to ${url}: use https`);
  if (/^https:\/\/(www\.)?conduit\.io\b/.test(url)) {
    throw new Error(`link to ${url}: conduit.io is dead; the documentation lives at conduitdata.io`);
  }
  const code = /^https:\/\/github\.com\/[^/]+\/[^/]+\/(?:blob|tree)\/(?<ref>[^/#]+)/.exec(url);
  if (code && !/^(?:v\d+\.\d+\.\d+.*|[0-9a-f]{40})$/.test(code.groups?.["ref"] ?? "")) {
    throw new Error(`link to ${url}: link code at a tag or a full commit, not at ${code.groups?.["ref"]}`);
  }
}

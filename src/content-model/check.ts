import { DiagramError, renderedDiagram } from "../diagrams/source.ts";
import { type Catalogue, loadCatalogue } from "./catalogue.ts";
import { checkOriginalPage } from "./coverage.ts";
import { type FenceInfo, parseFenceInfo } from "./fence.ts";
import { checkFrontMatter } from "./front-matter.ts";
import { isGuideline } from "./guideline.ts";
import { checkIds } from "./ids.ts";
import { anchorsOfPage, resolveLink } from "./links.ts";
import { checkMainClaims } from "./main-claims.ts";
import type { Fence } from "./markdown.ts";
import type { Page } from "./page.ts";
import type { Problem } from "./problem.ts";
import { checkRecordedProofs } from "./recorded-proofs.ts";
import { checkRedirects } from "./redirects.ts";
import { includeSample } from "./sample.ts";
import { checkTopics } from "./topics.ts";
import { checkVersions } from "./versions.ts";

/** What a content check reads; absolute paths, folders with a slash at the end. */
export interface ContentFolders {
  readonly content: string;
  readonly samples: string;
  readonly renderedDiagrams: string;
  /** Path of the `go.mod` of the Conduit that the pipelines run in. */
  readonly conduitModule: string;
}

/** Languages whose typed blocks the snippet check validates; others need a reason. */
export const validatedLanguages: readonly string[] = ["yaml", "json", "sh", "sql"];

/**
 * Finds everything that is wrong in the content: front matter, duplicate
 * addresses, links, included samples, diagrams. Needs neither Go nor a browser.
 *
 * @param catalogue what the content folder holds, when somebody has read it
 */
export async function checkContent(
  folders: ContentFolders,
  { pages, guidelines, ids, problems }: Catalogue = loadCatalogue(folders.content),
): Promise<Problem[]> {
  const perPage = await Promise.all(
    pages.map(async (page) => [
      ...checkLinks(page, pages, folders.content),
      ...(await checkFences(page, folders)),
      ...checkHeadings(page),
      ...(isGuideline(page) ? checkShownCode(page, folders.samples) : []),
    ]),
  );
  return [
    ...checkAddresses(pages),
    ...checkAllFrontMatter(pages.filter((page) => !isGuideline(page))),
    ...problems,
    ...checkOriginalPage(folders.content, pages, guidelines),
    ...checkRedirects(pages, folders.content),
    ...checkTopics(pages, folders.content),
    ...checkRecordedProofs(pages, folders.samples),
    ...checkIds(pages, ids),
    ...checkMainClaims(pages, guidelines),
    ...checkVersions(pages, folders),
    ...perPage.flat(),
  ];
}

/** Sections of the site whose pages have an order, as folders below content/. */
export const sections = ["guides", "code"] as const;

/** Section that a page belongs to; undefined for the home page and its like. */
export function sectionOf(page: Pick<Page, "slug">): (typeof sections)[number] | undefined {
  return sections.find((section) => page.slug.startsWith(`${section}/`));
}

/** Whether a page is one of the guides. */
export function isGuide(page: Pick<Page, "slug">): boolean {
  return sectionOf(page) === "guides";
}

function checkAllFrontMatter(pages: readonly Page[]): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  for (const page of pages) {
    const section = sectionOf(page);
    const checked = checkFrontMatter(page.file, page.frontMatter, section ? "ordered" : "page");
    problems.push(...checked.problems);
    if (!checked.values) continue;
    const { title, order } = checked.values;
    for (const [what, value] of [
      ["title", title],
      ["sidebar.order", order],
    ] as const) {
      if (value === undefined) continue;
      // Titles are unique on the site, orders in their section.
      const key = what === "title" ? value : `${section}#${value}`;
      const other = taken.get(String(key));
      if (other) problems.push({ file: page.file, line: 1, message: `${what} ${value} is also that of ${other}` });
      taken.set(String(key), page.slug || "the home page");
    }
  }
  return problems;
}

function checkAddresses(pages: readonly Page[]): Problem[] {
  const owner = new Map<string, Page>();
  return pages.flatMap((page) => {
    const other = owner.get(page.slug);
    owner.set(page.slug, other ?? page);
    const message = `duplicate slug: ${other?.file.split("/").at(-1)} is already published at /${page.slug}/`;
    return other ? [{ file: page.file, line: 1, message }] : [];
  });
}

function checkHeadings(page: Page): Problem[] {
  const seen = new Set<string>();
  return page.headings.flatMap(({ line, depth, text }) => {
    const problems: Problem[] = [];
    if (depth === 1)
      problems.push({ file: page.file, line, message: "the title is the only first-level heading: use ##" });
    if (seen.has(text))
      problems.push({
        file: page.file,
        line,
        message: `duplicate heading "${text}": its anchor would change with the order`,
      });
    seen.add(text);
    return problems;
  });
}

function checkLinks(page: Page, pages: readonly Page[], content: string): Problem[] {
  return page.links.flatMap(({ url, line }) => {
    const problem = (message: string) => [{ file: page.file, line, message }];
    try {
      const target = resolveLink(url, page.file, content);
      if (target.kind === "external" || target.fragment === "") return [];
      const linked = target.kind === "anchor" ? page : pages.find(({ file }) => file === target.file);
      const anchors = linked ? anchorsOfPage(linked) : [];
      if (anchors.includes(target.fragment)) return [];
      return problem(`link to ${url}: that page has no such section; it has: ${anchors.join(", ") || "none"}`);
    } catch (error) {
      return problem((error as Error).message);
    }
  });
}

async function checkFences(page: Page, folders: ContentFolders): Promise<Problem[]> {
  const found = await Promise.all(page.fences.map((fence) => checkFence(fence, folders)));
  return found.flatMap((problem) => (problem ? [{ file: page.file, ...problem }] : []));
}

async function checkFence(fence: Fence, folders: ContentFolders): Promise<Omit<Problem, "file"> | undefined> {
  const { line, language, code } = fence;
  if (language === "mermaid") return checkMermaid(fence, folders.renderedDiagrams);
  let info: FenceInfo;
  try {
    info = parseFenceInfo(fence.meta);
    if (info.file !== undefined) includeSample(info, folders.samples);
  } catch (error) {
    return { line, message: (error as Error).message };
  }
  if (language === "") return { line, message: "the code block names no language" };
  if (info.region !== undefined && info.file === undefined) return { line, message: 'region="…" needs file="…"' };
  if (info.file !== undefined) {
    if (code.trim() !== "") return { line, message: "a block that includes a file must be empty" };
    if (info.fragment !== undefined) return { line, message: 'a block has either file="…" or fragment="…"' };
    return undefined;
  }
  if (info.fragment !== undefined) {
    return info.fragment === "" ? { line, message: 'fragment="…" needs a reason' } : undefined;
  }
  if (validatedLanguages.includes(language)) return undefined;
  return {
    line,
    message: `typed ${language} code: include it with file="…" (and region="…"), or declare it with fragment="reason"`,
  };
}

/** Two printed pages: so many lines of code, included ones counted, and what guideline.ts allows of prose. */
const mostShownLines = 70;

function checkShownCode(page: Page, samples: string): Problem[] {
  const shown = page.fences.reduce(
    (lines, { meta, code }) => lines + shownText(meta, code, samples).split("\n").length,
    0,
  );
  if (shown <= mostShownLines) return [];
  return [{ file: page.file, line: 1, message: `${shown} lines of code: a guideline shows at most ${mostShownLines}` }];
}

function shownText(meta: string, code: string, samples: string): string {
  try {
    const info = parseFenceInfo(meta);
    return info.file === undefined ? code : includeSample(info, samples).text;
  } catch {
    return ""; // reported where fences are checked
  }
}

async function checkMermaid(fence: Fence, rendered: string): Promise<Omit<Problem, "file"> | undefined> {
  try {
    await renderedDiagram(fence.code, rendered);
    return undefined;
  } catch (error) {
    if (!(error instanceof DiagramError)) throw error;
    return { line: fence.line + error.line, message: error.message };
  }
}

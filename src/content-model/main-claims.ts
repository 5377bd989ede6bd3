import type { Guideline } from "./guideline.ts";
import { lineOf, type Page } from "./page.ts";
import type { Problem } from "./problem.ts";

// What a page says about the main branch of a project is true for one commit:
// each such claim names the commit and the day on which somebody looked.

/** A claim about a main branch, as a page makes it. */
export interface MainClaim {
  readonly file: string;
  readonly line: number;
  /** Day of the last look, as 2026-11-29. */
  readonly looked: string;
  /** Address of the file at that commit. */
  readonly url: string;
}

/** Days after which a claim has to be looked at again. */
export const claimIsGoodFor = 90;

const branch = /\b(?:on|of|until|since)\s+`?main\b`?|\[`?main`?\]\(/i;
const commitLink = /https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(?:blob|tree|commit)\/[0-9a-f]{40}[^)\s]*/;
const seenOn = /\bseen\s+on\s+(\d{4}-\d{2}-\d{2})\b/;

/** Every claim about a main branch, from front matter and from running text. */
export function mainClaims(pages: readonly Page[], guidelines: readonly Guideline[]): MainClaim[] {
  const inFrontMatter = guidelines.flatMap(({ page, evidence }) =>
    evidence.flatMap(({ url, main }) =>
      main ? [{ file: page.file, line: lineOf(page, url), looked: main.looked, url: atMain(url, main.commit) }] : [],
    ),
  );
  const inText = pages.flatMap((page) =>
    blocksAboutMain(page).flatMap(({ line, text }) => {
      const [looked, url] = [seenOn.exec(text)?.[1], commitLink.exec(text)?.[0]];
      return looked && url ? [{ file: page.file, line, looked, url }] : [];
    }),
  );
  return [...inFrontMatter, ...inText];
}

/** Finds claims about a main branch that do not say which commit, or when somebody looked. */
export function checkMainClaims(pages: readonly Page[], guidelines: readonly Guideline[]): Problem[] {
  const inText = pages.flatMap((page) =>
    blocksAboutMain(page)
      .filter(({ text }) => !(commitLink.test(text) && seenOn.test(text)))
      .map(({ line }) => ({
        file: page.file,
        line,
        message:
          'a claim about a main branch needs, in the same paragraph, a link with the full commit and "seen on 2026-11-29"',
      })),
  );
  const inFrontMatter = guidelines.flatMap(({ page, evidence }) =>
    evidence
      .filter(({ look, main }) => branch.test(look) && main?.state !== "changed")
      .map(({ url }) => ({
        file: page.file,
        line: lineOf(page, url),
        message:
          "a claim about main in look belongs into data: main: { commit: <40 hex digits>, looked: 2026-11-29, state: same }",
      })),
  );
  return [...inText, ...inFrontMatter];
}

/** Claims that nobody has looked at for too long, the oldest first. */
export function staleClaims(claims: readonly MainClaim[], today: string): MainClaim[] {
  const oldest = new Date(Date.parse(today) - claimIsGoodFor * 86_400_000).toISOString().slice(0, 10);
  return claims.filter(({ looked }) => looked < oldest).toSorted((a, b) => a.looked.localeCompare(b.looked, "en"));
}

/** Address of an evidence's file at another commit; lines may have moved, so it names none. */
export function atMain(url: string, commit: string): string {
  return url.replace(/\/blob\/[^/]+\//, `/blob/${commit}/`).replace(/#.*$/, "");
}

/** Paragraphs and list items of the running text that speak of a main branch. */
function blocksAboutMain({ source, frontMatter }: Page): { line: number; text: string }[] {
  const blocks: { line: number; text: string }[] = [];
  let fence: string | undefined;
  let inBlock = false;
  const firstLine = frontMatter === undefined ? 0 : frontMatter.split("\n").length + 2;
  for (const [index, line] of source.split("\n").entries()) {
    if (index < firstLine) continue;
    const mark = /^\s*(`{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark === fence)) fence = fence === undefined ? mark : undefined;
    if (mark !== undefined || fence !== undefined || line.trim() === "") {
      inBlock = false;
      continue;
    }
    if (!inBlock || /^\s*(?:[-*]|\d+\.|\|)\s/.test(line)) blocks.push({ line: index + 1, text: "" });
    inBlock = true;
    const block = blocks.at(-1);
    if (block) block.text += `${line}\n`;
  }
  return blocks.filter(({ text }) => branch.test(text));
}

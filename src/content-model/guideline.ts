import { basename, dirname } from "node:path";
import { z } from "astro/zod";
import { type Area, areaOfFolder, areas, idPattern } from "./areas.ts";
import { parseFrontMatter, text } from "./front-matter.ts";
import { lineOf, type Page } from "./page.ts";
import type { Problem } from "./problem.ts";

export const levels = ["must", "should", "consider"] as const;
export const statuses = ["stable", "draft", "retired"] as const;

/** What a guideline can apply to: a side of a connector, and kinds of system or of code that narrow it. */
export const sides = ["source", "destination"] as const;
export const facets = ["snapshot", "change-log", "trigger", "polling", "queue", "files", "sql"] as const;

/** Shape of a guideline's ID: the area's prefix and one to three words. */
export const idSyntax = new RegExp(`^(?:${areas.map(({ prefix }) => prefix).join("|")})(?:-[A-Z][A-Z0-9]*){1,3}$`);

const id = z.string().regex(idSyntax, { error: "must be the prefix of an area and one to three words: SNAP-RESUME" });
export const permalink = z
  .string()
  .regex(/^https:\/\/github\.com\/[^/]+\/[^/]+\/blob\/(?:v\d[^/]*|[0-9a-f]{40})\/[^#]+#L\d+(?:-L\d+)?$/, {
    error: "must be a link to lines of a file at a tag or full commit on GitHub: …/blob/v0.14.2/source.go#L10-L20",
  });
/** Front matter `main` of an evidence entry: what the main branch does today. */
const lookAtMain = z.strictObject({
  commit: z.string().regex(/^[0-9a-f]{40}$/, { error: "must be a full commit of the main branch: 40 hex digits" }),
  /** A date as YAML reads it, or as it was read once before. */
  looked: z
    .union([z.date(), z.iso.date({ error: "must be the day of the last look: 2026-11-29" })])
    .transform((day) => (typeof day === "string" ? day : day.toISOString().slice(0, 10))),
  state: z.enum(["same", "changed"]),
});

const codePair = {
  good: z.string().regex(/^[\w/.-]+#[a-z0-9-]+$/, { error: "must name a region: proofs/pos_version.go#good" }),
  bad: z.string().regex(/^[\w/.-]+#[a-z0-9-]+$/, { error: "must name a region: proofs/pos_version.go#bad" }),
};
const benchmark = z.string().regex(/^[a-z0-9-]+$/, { error: "must name a group of tests/bench/groups.ts: destbatch" });

/** Only a reader can judge it. */
export const reviewProof = z.strictObject({ review: text(20, 200) });
/** A test that the right code passes and the wrong code fails; a benchmark may tell what the wrong code costs besides. */
export const testProof = z.strictObject({
  test: z
    .string()
    .regex(/^[\w/.-]+_test\.go#Test\w+$/, { error: "must name a Go test: proofs/pos_version_test.go#TestX" }),
  ...codePair,
  benchmark: benchmark.optional(),
});
/** Both do the same; a benchmark of both tells what the wrong code costs in time or memory. */
export const benchmarkProof = z.strictObject({ benchmark, ...codePair });

const fields = z.strictObject({
  id,
  title: text(10, 90).refine((title) => !/[`<]/.test(title), {
    error: "is plain text: lists and link previews show it",
  }),
  level: z.enum(levels),
  appliesTo: z
    .array(z.enum([...sides, ...facets]))
    .min(1)
    .refine((values) => sides.some((side) => values.includes(side)), {
      error: "must name source, destination or both",
    }),
  summary: text(40, 200),
  since: z.string().regex(/^v\d+\.\d+\.\d+$/, { error: "must be a version of the SDK: v0.14.2" }),
  status: z.enum(statuses),
  replacedBy: z.array(id).min(1).optional(),
  topics: z.array(z.string()).min(1).max(4),
  symptoms: z.array(text(5, 120)).min(1),
  keywords: z.array(z.string().min(1)).min(1),
  exceptions: z.union(
    [z.literal("none"), z.array(z.strictObject({ when: text(5, 200), instead: text(5, 300) })).min(1)],
    { error: 'must be "none" or a list of when and instead' },
  ),
  related: z.array(id).min(1).max(6),
  evidence: z
    .array(
      z.strictObject({
        url: permalink,
        does: z.enum(["follows", "breaks"]),
        look: text(10, 240),
        main: lookAtMain.optional(),
      }),
    )
    .min(1),
  proof: z.union([reviewProof, testProof, benchmarkProof], {
    error: "must be review with the reason, or good and bad with a test, a benchmark or both",
  }),
});

/** Front matter of a guideline: the single source of index, checklist, JSON, feed, labels and review comment. */
export const guidelineFrontMatter = fields.refine(
  ({ status, replacedBy }) => (status === "retired") === (replacedBy !== undefined),
  {
    error: "a retired guideline, and no other, says in replacedBy what to follow instead",
    path: ["replacedBy"],
  },
);

/** Keys of a guideline's front matter. */
export const guidelineKeys: readonly string[] = Object.keys(fields.shape);

/** What a guideline has and other pages have not. */
export const guidelineFields = fields.omit({ title: true, keywords: true }).partial();

export type GuidelineData = z.infer<typeof guidelineFrontMatter>;

/** What can hold a guideline, the strongest first. */
export const holders = ["proof", "benchmark", "review"] as const;

/** What holds a guideline, in the word that pages and filters use. */
export function heldBy({ proof }: Pick<GuidelineData, "proof">): (typeof holders)[number] {
  if ("test" in proof) return "proof";
  return "benchmark" in proof ? "benchmark" : "review";
}

/** An entry of the History section. */
export interface Change {
  /** Day, as 2026-11-22. */
  readonly date: string;
  readonly text: string;
}

/** A guideline: what its front matter says, and where its text is. */
export interface Guideline extends GuidelineData {
  readonly area: Area;
  readonly page: Page;
  /** Newest first. */
  readonly history: readonly Change[];
}

/** Headings that an author writes, in this order, with the anchors that links use. */
export const writtenSections = [
  ["Why", "why"],
  ["Do", "do"],
  ["Don't", "dont"],
  ["How to check", "check"],
  ["History", "history"],
] as const;

/** Headings that are made of the front matter, with their anchors. */
export const derivedSections = [
  ["Exceptions", "exceptions"],
  ["In real connectors", "seen"],
  ["Related", "related"],
] as const;

/** Anchor of a fixed heading of a guideline's page; undefined for any other heading. */
export function fixedAnchor(heading: string): string | undefined {
  return [...writtenSections, ...derivedSections].find(([title]) => title === heading)?.[1];
}

/** Whether a page is a guideline. */
export function isGuideline(page: Pick<Page, "slug">): boolean {
  return page.slug.startsWith("g/");
}

/** Path of a guideline's URL below the site's base, without slash at its end. */
export function guidelineSlug(guidelineId: string): string {
  return `g/${guidelineId.toLowerCase()}`;
}

/**
 * Reads the guidelines among the pages.
 *
 * @returns the guidelines in the order of areas, then of IDs, and what is wrong with the others
 */
export function readGuidelines(pages: readonly Page[]): {
  guidelines: Guideline[];
  /** IDs of all of them, those with problems too: one mistake is reported once. */
  ids: ReadonlySet<string>;
  problems: Problem[];
} {
  const guidelines: Guideline[] = [];
  const problems: Problem[] = [];
  for (const page of pages.filter(isGuideline)) {
    const parsed = parseFrontMatter(page.file, page.frontMatter, guidelineFrontMatter);
    const area = areaOfFolder(basename(dirname(page.file)));
    problems.push(...parsed.problems, ...checkBody(page));
    if (!area) {
      const known = areas.map(({ folder }) => folder).join(", ");
      problems.push({ file: page.file, line: 1, message: `guidelines lie in the folder of an area: ${known}` });
    }
    if (!parsed.values || !area) continue;
    if (basename(page.file, ".md") !== parsed.values.id.toLowerCase()) {
      problems.push({
        file: page.file,
        line: 2,
        message: `the file of ${parsed.values.id} is ${parsed.values.id.toLowerCase()}.md`,
      });
    }
    if (!parsed.values.id.startsWith(`${area.prefix}-`)) {
      problems.push({
        file: page.file,
        line: 2,
        message: `IDs in the folder ${area.folder} begin with ${area.prefix}-`,
      });
    }
    guidelines.push({ ...parsed.values, area, page, history: readHistory(page) });
  }
  const order = new Map<string, number>(areas.map(({ folder }, index) => [folder, index]));
  guidelines.sort(
    (a, b) => (order.get(a.area.folder) ?? 0) - (order.get(b.area.folder) ?? 0) || a.id.localeCompare(b.id, "en"),
  );
  const ids = new Set(
    pages.filter(isGuideline).flatMap(({ frontMatter }) => /^id: (\S+)$/m.exec(frontMatter ?? "")?.[1] ?? []),
  );
  return { guidelines, ids, problems: [...problems, ...checkReferences(guidelines, ids)] };
}

function checkReferences(guidelines: readonly Guideline[], ids: ReadonlySet<string>): Problem[] {
  const known = new Map(guidelines.map((guideline) => [guideline.id, guideline]));
  return guidelines.flatMap((guideline) => {
    const { page } = guideline;
    const problem = (wanted: string, message: string) => ({ file: page.file, line: lineOf(page, wanted), message });
    const other = known.get(guideline.id);
    const named = [...guideline.related, ...(guideline.replacedBy ?? [])];
    return [
      ...(other === guideline || !other
        ? []
        : [problem("id:", `${guideline.id} is also the ID of ${other.page.file}`)]),
      ...named
        .filter((name) => !ids.has(name) || name === guideline.id)
        .map((name) => problem(name, `related: there is no other guideline ${name}`)),
      ...[...JSON.stringify([guideline.exceptions, guideline.evidence]).matchAll(idPattern)]
        .filter(([name]) => !ids.has(name))
        .map(([name]) => problem(name, `front matter: there is no guideline ${name}`)),
    ];
  });
}

const historyLine = /^- (?<date>\d{4}-\d{2}-\d{2}): (?<text>.+\.)$/;

function sectionText(page: Page, heading: string): string {
  const lines = page.source.split("\n");
  const begin = lines.indexOf(`## ${heading}`);
  if (begin < 0) return "";
  const end = lines.findIndex((line, index) => index > begin && line.startsWith("## "));
  return lines
    .slice(begin + 1, end < 0 ? undefined : end)
    .join("\n")
    .trim();
}

function readHistory(page: Page): Change[] {
  return sectionText(page, "History")
    .split("\n")
    .flatMap((line) => {
      const { date, text: said } = historyLine.exec(line)?.groups ?? {};
      return date && said ? [{ date, text: said }] : [];
    });
}

/** Two printed pages at most. */
const longestProse = 500;

function checkBody(page: Page): Problem[] {
  const at = (line: number, message: string): Problem => ({ file: page.file, line, message });
  const expected: string[] = writtenSections.map(([title]) => title);
  const headings = page.headings.filter(({ depth }) => depth === 2);
  const found = headings.map(({ text: title }) => title);
  if (found.join("|") !== expected.join("|")) {
    return [
      at(
        headings[0]?.line ?? 1,
        `a guideline has the sections ${expected.join(", ")}, in this order; this one has ${found.join(", ") || "none"}`,
      ),
    ];
  }
  const problems: Problem[] = [];
  for (const heading of headings) {
    if (sectionText(page, heading.text) === "")
      problems.push(at(heading.line, `the section "${heading.text}" is empty`));
  }
  const lineOfSection = (title: string) => headings.find((heading) => heading.text === title)?.line ?? 1;
  for (const title of ["Do", "Don't"] as const) {
    const begin = lineOfSection(title);
    const end = headings.find(({ line }) => line > begin)?.line ?? Number.POSITIVE_INFINITY;
    if (!page.fences.some(({ line }) => line > begin && line < end))
      problems.push(at(begin, `the section "${title}" shows no code`));
  }
  for (const [offset, line] of sectionText(page, "History").split("\n").entries()) {
    if (!historyLine.test(line))
      problems.push(at(lineOfSection("History") + 2 + offset, "a line of History is: - 2026-11-22: What changed."));
  }
  const body = page.source.replace(/^---\n[\s\S]*?\n---\n/, "");
  const prose = body.replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, "").split(/\s+/).length;
  if (prose > longestProse)
    problems.push(at(1, `${prose} words: a guideline has at most ${longestProse}, two printed pages`));
  return problems;
}

// Compares builds of this site with those of a bare Starlight that has the same pages, and a site of 1,000 more
// guidelines with one of 100 more:
//
//     npm run bench:build
//
// Seconds are those of one machine. Builds are done in turn; the ratios of one run are what to quote.

import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { projectRoot } from "../../src/config/paths.ts";
import { filesBelow } from "../../src/content-model/sample.ts";
import { chromiumLaunchOptions } from "../../src/diagrams/browser.ts";
import { compress, filesOf, StaticServer } from "../static-server.ts";
import { measureSearches } from "../weight/search.ts";
import { median } from "./median.ts";
import { addGuidelines, bareStarlight, copyOfThis, type Project } from "./projects.ts";
import { type BuildTime, removeCaches, timedBuild, watchedBuild } from "./timed-build.ts";

const runs = Number(process.env["BENCH_RUNS"] ?? 3);
const file = `${projectRoot}tests/bench/recorded/build.txt`;

const lines: string[] = [];
say(
  "$ npm run bench:build",
  `medians of ${runs} builds of each, in turn; seconds by the clock, which other work on the machine slows, and processor seconds`,
);
compareWithStarlight();
changeOneFile();
await compareSizes();
writeFileSync(file, `${lines.join("\n")}\n`);

/** Shows lines at once, for it takes minutes, and keeps them for the file. */
function say(...more: readonly string[]): void {
  lines.push(...more);
  console.log(more.join("\n"));
}

function compareWithStarlight(): void {
  using bare = bareStarlight();
  using ours = copyOfThis();
  const times = timeInTurn([bare, ours]);
  say("", row("the same pages", "Starlight", "this site", "ratio"));
  for (const [kind, atMost] of [
    ["cold", 1.5],
    ["warm", 1],
  ] as const) {
    const [before, after] = times[kind];
    say(...compared(kind, before, after, ` of ${atMost}`));
  }
}

/** Builds each of the projects cold, then warm, and begins again. */
function timeInTurn(projects: readonly Project[]): Record<"cold" | "warm", BuildTime[][]> {
  const cold: BuildTime[][] = projects.map(() => []);
  const warm: BuildTime[][] = projects.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [index, project] of projects.entries()) {
      removeCaches(project);
      cold[index]?.push(timedBuild(project));
      warm[index]?.push(timedBuild(project));
    }
  }
  return { cold, warm };
}

/** Changes a sentence, and shows that neither Mermaid nor a browser nor Go has a part in the build that follows. */
function changeOneFile(): void {
  using project = copyOfThis();
  timedBuild(project);
  const pages = new Map(builtPages(project));
  const guide = join(project.folder, "content/guides/snapshot.md");
  writeFileSync(guide, readFileSync(guide, "utf8").replace("\n## Check your work", "\nOne more sentence.\n$&"));
  const changed = watchedBuild(project);
  if (!changed.ok) throw new Error("the build after a change of one file failed");
  const different = builtPages(project).filter(([path, html]) => pages.get(path) !== html);
  // That the watch sees anything: without its picture, a diagram is parsed to say what is missing.
  const pictures = join(project.folder, "src/diagrams/rendered");
  for (const picture of readdirSync(pictures)) rmSync(join(pictures, picture));
  const control = watchedBuild(project);
  say(
    "",
    `one Markdown file changed, a guide with diagrams: ${changed.seconds.toFixed(1)} s; ${different.length} pages differ`,
    `  what the build did: ${changed.did.join(", ")}`,
    `  the same without the pictures: ${control.ok ? "built" : "refused"}; ${control.did.join(", ")}`,
  );
}

async function compareSizes(): Promise<void> {
  using hundred = copyOfThis();
  using thousand = copyOfThis();
  addGuidelines(hundred, 100);
  addGuidelines(thousand, 1000);
  const { cold, warm } = timeInTurn([hundred, thousand]);
  const [few, many] = [hundred, thousand].map((project) => {
    const pages = builtPages(project);
    const sizes = pages.map(([, html]) => ({ plain: html.length, compressed: compress(html).length }));
    const of = (key: "plain" | "compressed") => sizes.reduce((sum, size) => sum + size[key], 0) / pages.length / 1000;
    return { pages: pages.length, plain: of("plain"), compressed: of("compressed") };
  });
  if (!few || !many) throw new Error("nothing was built");
  say("", row("more guidelines", "100", "1,000", "ratio"), row("  pages", `${few.pages}`, `${many.pages}`, ""));
  for (const [kind, [before, after]] of [
    ["cold", cold],
    ["warm", warm],
  ] as const) {
    say(...compared(`${kind}, for each 100 pages`, before, after, " of 1.3", few.pages / 100, many.pages / 100));
  }
  for (const [name, key] of [
    ["HTML for each page", "plain"],
    ["HTML for each page, over Brotli", "compressed"],
  ] as const) {
    say(row(`  ${name}`, kilobytes(few[key]), kilobytes(many[key]), ratio(few[key], many[key], " of 1.3")));
  }
  const [searchFew, searchMany] = [await searchWeights(hundred), await searchWeights(thousand)];
  for (const [query, before] of searchFew) {
    const after = searchMany.get(query) ?? Number.NaN;
    say(row(`  search for "${query}"`, kilobytes(before), kilobytes(after), ratio(before, after)));
  }
}

/** kB until the first result, by query. */
async function searchWeights({ folder }: Project): Promise<Map<string, number>> {
  await using server = await StaticServer.start(filesOf(join(folder, "dist")));
  await using browser = await chromium.launch(chromiumLaunchOptions());
  return new Map((await measureSearches(browser, server)).map(({ query, total }) => [query, total / 1000]));
}

/** The pages of a built site: path and HTML. */
function builtPages({ folder }: Project): [string, string][] {
  return filesBelow(join(folder, "dist"))
    .filter((path) => path.endsWith(".html"))
    .map((path) => [path, readFileSync(path, "utf8")]);
}

function compared(
  name: string,
  before: readonly BuildTime[] = [],
  after: readonly BuildTime[] = [],
  limit = "",
  beforeBy = 1,
  afterBy = 1,
): string[] {
  return (["seconds", "processor"] as const).map((key) => {
    const [first, second] = [
      median(before.map((time) => time[key])) / beforeBy,
      median(after.map((time) => time[key])) / afterBy,
    ];
    const label = key === "seconds" ? `  ${name}` : "    on the processor";
    return row(label, `${first.toFixed(2)} s`, `${second.toFixed(2)} s`, ratio(first, second, limit));
  });
}

function ratio(before: number, after: number, limit = ""): string {
  return `${(after / before).toFixed(2)}${limit}`;
}

function kilobytes(value: number): string {
  return `${value.toFixed(1)} kB`;
}

function row(name: string, before: string, after: string, compared: string): string {
  return `${name.padEnd(58)}${before.padStart(12)}${after.padStart(12)}${compared.padStart(16)}`.trimEnd();
}

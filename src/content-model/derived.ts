import { conditions, costText, groupCells, readRecording } from "./benchmark.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Guideline, guidelineSlug } from "./guideline.ts";
import { atMain } from "./main-claims.ts";
import { titleOf } from "./page.ts";
import { proofPackage, readReport, readVerified } from "./proof-report.ts";

// The sections of a page that are made of front matter, as Markdown: the site
// renders them, and the Markdown that machines read contains them.

/** Where other pages are: turns a slug without slashes at its ends into a link's target. */
export type LinkTo = (slug: string) => string;

/** Section "Exceptions": when to do something else, and what. */
export function exceptionsSection({ exceptions }: Guideline): string {
  const text =
    exceptions === "none"
      ? "None."
      : exceptions
          .map(({ when, instead }) => `- **${inline(when.replace(/[.:]$/, ""))}**: ${inline(instead)}`)
          .join("\n");
  return `## Exceptions\n\n${text}\n`;
}

/** What the wrong code does, and what it costs: as recorded. Nothing for a guideline without a recorded proof. */
export function reportOfProof(guideline: Guideline, samples: string): string {
  return [reportOfTest(guideline, samples), reportOfBenchmark(guideline, samples)].filter(Boolean).join("\n");
}

/** What the wrong code costs, from the recorded benchmark. */
function reportOfBenchmark({ proof }: Guideline, samples: string): string {
  if (!("benchmark" in proof)) return "";
  const recording = readRecording(samples);
  const group = recording?.groups.find(({ name }) => name === proof.benchmark);
  if (!recording || !group) return "";
  const [[title, ...columns] = [""], ...lines] = groupCells(group);
  const row = (cells: readonly string[]) => `| ${cells.map(inline).join(" | ")} |\n`;
  return [
    `Measured in one run, the wrong code takes **${costText(group)}**:\n`,
    [row([title, ...columns]), row(["---", "--:", "--:"]), ...lines.map(row)].join(""),
    `${conditions(recording)}; \`npm run bench:samples\` runs \`${group.package}/bench_test.go\` again. Ratios carry over to other machines better than values do.\n`,
  ].join("\n");
}

function reportOfTest(guideline: Guideline, samples: string): string {
  const proof = proofPackage(guideline);
  const report = proof && readReport(samples, proof);
  if (!report) return "";
  const [command = "", ...lines] = report.split("\n");
  const inTest = `Run, it goes wrong like this:\n\n\`\`\`text title="${command.replace("$ ", "")}"\n${lines.join("\n")}\n\`\`\`\n`;
  const verified = readVerified(samples);
  const pipelines = verified?.pipelines.filter(({ guidelines }) => guidelines.includes(guideline.id)) ?? [];
  return [
    inTest,
    ...pipelines.map(
      ({ story, bad, good }) =>
        `In a pipeline of Conduit ${verified?.conduit} (${story}) the wrong code ends with \`${bad}\`, the right code with \`${good}\`.\n`,
    ),
  ].join("\n");
}

/** Section "In real connectors": permalinks, each with what to look at. */
export function seenSection({ evidence }: Guideline): string {
  const lines = evidence.map(
    ({ url, does, look, main }) =>
      `- **${verdict[does]}** [${caption(url)}](${url}): ${inline(look)}${main ? ` ${mainSentence(url, main)}` : ""}`,
  );
  return `## In real connectors\n\n${lines.join("\n")}\n`;
}

/** What main does today, and when somebody looked. */
function mainSentence(
  url: string,
  { commit, looked, state }: NonNullable<Guideline["evidence"][number]["main"]>,
): string {
  const said = { same: "Still so", changed: "Changed since" }[state];
  return `${said} at [${commit.slice(0, 7)}](${atMain(url, commit)}) of main, seen on ${looked}.`;
}

/** Text of front matter as Markdown: code and emphasis are kept, HTML is not. */
function inline(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll("<", "\\<")))
    .join("");
}

const verdict = { follows: "Follows.", breaks: "Breaks." } as const;

/** Section "Related": other guidelines, and what replaced a retired one. */
export function relatedSection(guideline: Guideline, { byId, pages }: Catalogue, linkTo: LinkTo): string {
  const line = (id: string) => `- [${id}](${linkTo(guidelineSlug(id))}): ${byId.get(id)?.title ?? ""}`;
  const page = pages.find(({ slug }) => slug === guideline.area.guide);
  const guide = `- Guide: [${page ? titleOf(page) : guideline.area.title}](${linkTo(guideline.area.guide)})`;
  return `## Related\n\n${[...guideline.related.map(line), guide].join("\n")}\n`;
}

/** Section "Guidelines" of a guide. */
export function guidelinesSection(guidelines: readonly Guideline[], linkTo: LinkTo): string {
  const lines = guidelines.map(
    ({ id, title, level }) => `- [${id}](${linkTo(guidelineSlug(id))}) (${level}): ${title}`,
  );
  return `## Guidelines\n\nOne statement each, with its reason, to link from a review:\n\n${lines.join("\n")}\n`;
}

/** `ConduitIO/conduit-connector-postgres v0.14.0, source/snapshot/fetch_worker.go` from a permalink. */
export function caption(url: string): string {
  const parts = /^https:\/\/github\.com\/(?<repo>[^/]+\/[^/]+)\/blob\/(?<ref>[^/]+)\/(?<path>[^#]+)/.exec(url)?.groups;
  if (!parts) throw new Error(`${url} is no link to a file on GitHub`);
  const ref = parts["ref"] ?? "";
  return `${parts["repo"]?.split("/")[1]} ${/^[0-9a-f]{40}$/.test(ref) ? ref.slice(0, 7) : ref}, ${parts["path"]}`;
}

// What the content promises as a whole: other than the checks of check.ts, these hold for the whole site only.

import type { Catalogue } from "./catalogue.ts";
import { unansweredTopics } from "./coverage.ts";
import { parseFenceInfo } from "./fence.ts";
import type { Guideline } from "./guideline.ts";
import { brokenPromises, ledgerFile, publishedLines, readLedger } from "./ledger.ts";
import { lineOf } from "./page.ts";
import type { Problem } from "./problem.ts";
import { readRedirects } from "./redirects.ts";
import { includeSample } from "./sample.ts";

/**
 * Finds what the content promises and does not keep.
 *
 * @param content absolute path of the content folder, slash at the end
 * @param samples absolute path of the samples folder, slash at the end
 */
export function checkPromises(content: string, samples: string, catalogue: Catalogue): Problem[] {
  const current = catalogue.guidelines.filter(({ status }) => status !== "retired");
  // What a guideline with mistakes says is not known yet: nothing is missing because of that.
  const isWhole = catalogue.problems.length === 0;
  const ledger = brokenPromises(readLedger(content), publishedLines(catalogue), readRedirects(content));
  const open = isWhole ? unansweredTopics(content, catalogue.guidelines) : [];
  return [
    ...ledger
      .filter((message) => isWhole || !/^[A-Z0-9-]+ is gone/.test(message))
      .map((message) => ({ file: `${content}${ledgerFile}`, line: 1, message })),
    ...open.map(({ topic, points }) => ({
      file: `${content}topics.yaml`,
      line: 1,
      message: `${topic} has ${points} points and no guideline answers it: write one, or name the topic in the one that does`,
    })),
    ...current.flatMap((guideline, index) => saidBefore(guideline, current.slice(0, index))),
    ...catalogue.guidelines.flatMap((guideline) => checkShownProof(guideline, samples)),
  ];
}

function saidBefore(guideline: Guideline, others: readonly Guideline[]): Problem[] {
  return (["title", "summary"] as const).flatMap((field) => {
    const other = others.find((each) => each[field].toLowerCase() === guideline[field].toLowerCase());
    const message = `front matter: ${field} is also that of ${other?.id}`;
    return other ? [{ file: guideline.page.file, line: lineOf(guideline.page, `${field}:`), message }] : [];
  });
}

/** Do and Don't show what the proof runs, and the proof is a test that is there. */
function checkShownProof(guideline: Guideline, samples: string): Problem[] {
  const { page, proof } = guideline;
  if ("review" in proof) return [];
  const at = (wanted: string, message: string) => [{ file: page.file, line: lineOf(page, wanted), message }];
  const shown = page.fences.map(({ meta }) => parseFenceInfo(meta)).map(({ file, region }) => `${file}#${region}`);
  const problems = [proof.good, proof.bad]
    .filter((region) => !shown.includes(region))
    .flatMap((region) => at(region, `the proof runs ${region}, and no code block shows it`));
  if (!("test" in proof)) return problems;
  const [file = "", test = ""] = proof.test.split("#", 2);
  try {
    const source = includeSample({ file, rest: "" }, samples).text;
    if (new RegExp(`^func ${test}\\(t \\*testing\\.T\\)`, "m").test(source)) return problems;
    return [...problems, ...at(proof.test, `proof: ${file} has no test ${test}`)];
  } catch (error) {
    return [...problems, ...at(proof.test, `proof: ${(error as Error).message}`)];
  }
}

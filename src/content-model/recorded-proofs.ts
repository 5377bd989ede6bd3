import { valuesAsWritten } from "./as-written.ts";
import { isGuideline } from "./guideline.ts";
import type { Page } from "./page.ts";
import type { Problem } from "./problem.ts";
import { readReport } from "./proof-report.ts";

/** Finds guidelines whose proof nobody recorded: their pages would silently lack what the wrong code does. */
export function checkRecordedProofs(pages: readonly Page[], samples: string): Problem[] {
  return pages.filter(isGuideline).flatMap((page) => {
    const { id, proof } = valuesAsWritten(page);
    const test = (proof as { test?: unknown } | null | undefined)?.test;
    const name = typeof test === "string" ? /^proofs\/(\w+)\//.exec(test)?.[1] : undefined;
    if (name === undefined || readReport(samples, name) !== undefined) return [];
    const line = page.source.slice(0, page.source.indexOf(String(test))).split("\n").length;
    const message = `the proof proofs/${name} has no recording: run npm run record:proofs -- ${id} and commit it`;
    return [{ file: page.file, line, message }];
  });
}

import { existsSync, readFileSync } from "node:fs";
import type { GuidelineData } from "./guideline.ts";

/** Folder of the recorded proofs, below the samples folder. */
export const reportsFolder = "recorded/proofs";

/** What a pipeline of a real Conduit did with the wrong code and with the right code. */
export interface PipelineProof {
  /** IDs of the guidelines that it proves. */
  readonly guidelines: readonly string[];
  /** What happened to the pipeline. */
  readonly story: string;
  readonly bad: string;
  readonly good: string;
}

/** Versions that the recorded proofs ran with, and what was seen in a real Conduit. */
export interface Verified {
  readonly sdk: string;
  readonly go: string;
  readonly conduit: string;
  readonly pipelines: readonly PipelineProof[];
}

/** Name of the proof's package; undefined for a guideline that no test holds. */
export function proofPackage({ proof }: Pick<GuidelineData, "proof">): string | undefined {
  return "test" in proof ? proof.test.split("/").at(-2) : undefined;
}

/**
 * What a proof reported of the wrong code, with the command that repeats it in
 * the first line; undefined when it has not been recorded.
 *
 * @param samples absolute path of the samples folder, slash at the end
 */
export function readReport(samples: string, proof: string): string | undefined {
  const file = `${samples}${reportsFolder}/${proof}.txt`;
  return existsSync(file) ? readFileSync(file, "utf8").trimEnd() : undefined;
}

/** Text of a report's file. */
export function reportText(proof: string, lines: readonly string[]): string {
  return `$ go test -v ./proofs/${proof}\n${lines.join("\n")}\n`;
}

/** Versions of the recording; undefined when there is none. */
export function readVerified(samples: string): Verified | undefined {
  const file = `${samples}${reportsFolder}/verified.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Verified) : undefined;
}

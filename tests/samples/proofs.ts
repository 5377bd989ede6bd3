import { existsSync, readdirSync } from "node:fs";
import { samplesDir } from "../../src/config/paths.ts";
import type { PipelineProof } from "../../src/content-model/proof-report.ts";
import { destinations } from "../pipelines/proofs/destinations.ts";
import { sources } from "../pipelines/proofs/sources.ts";

/** Packages of the proofs: folders of content/samples/proofs that hold a proof. */
export function proofPackages(): string[] {
  return readdirSync(`${samplesDir}proofs`).filter((name) => existsSync(`${samplesDir}proofs/${name}/proof_test.go`));
}

/** The pairs that test:pipelines runs in a real Conduit, with what it holds them to. */
export function pipelineProofs(): PipelineProof[] {
  return [...sources, ...destinations].map(({ guidelines, story, expected }) => ({
    guidelines: guidelines.split(", "),
    story,
    ...expected,
  }));
}

/** What a proof reports of the wrong code, from the output of `go test -v`: lines without "bad: ". */
export function reportOf(output: string): string[] {
  return [...output.matchAll(/^\s+\w+\.go:\d+: bad: (.*)$/gm)].map(([, line = ""]) => line);
}

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

/**
 * What the proofs report of the wrong code, from the output of `go test -v`.
 *
 * @returns lines by package, without "bad: "
 */
export function reportsOf(output: string): Map<string, string[]> {
  const reports = new Map<string, string[]>();
  const proofs = new Set(proofPackages()); // not what they share, nor the plugin for a real Conduit
  let lines: string[] = [];
  for (const line of output.split("\n")) {
    const said = /^\s+\w+\.go:\d+: bad: (.*)$/.exec(line)?.[1];
    if (said !== undefined) lines.push(said);
    const done = /^ok\s+\S+\/proofs\/(\w+)\s/.exec(line)?.[1];
    if (done !== undefined && proofs.has(done)) reports.set(done, lines);
    if (/^(?:ok|FAIL|\?)\s+\S+/.test(line)) lines = [];
  }
  return reports;
}

import { existsSync, readdirSync } from "node:fs";
import { contentDir, samplesDir } from "../../src/config/paths.ts";
import { readCatalogue } from "../../src/content-model/catalogue.ts";
import { nearOnes } from "../../src/content-model/near.ts";
import type { PipelineProof } from "../../src/content-model/proof-report.ts";
import { destinations } from "../pipelines/proofs/destinations.ts";
import { sources } from "../pipelines/proofs/sources.ts";

/** Packages of the proofs: folders of content/samples/proofs that hold a proof. */
export function proofPackages(): string[] {
  return readdirSync(`${samplesDir}proofs`).filter((name) => existsSync(`${samplesDir}proofs/${name}/proof_test.go`));
}

/** The proofs that a run of the tests is about: all, or the one that npm run test:proof names. */
export function proofsToTest(): string[] {
  const one = process.env["ONE_PROOF"];
  return one ? [one] : proofPackages();
}

/** Whether a run of the tests is about all proofs. */
export const testsAll = !process.env["ONE_PROOF"];

/**
 * The package of a guideline's proof.
 *
 * @param name the guideline's ID, or the package: SNAP-RESUME or snapresume
 * @throws Error that says which names are near
 */
export function proofNamed(name: string): string {
  const wanted = name.toLowerCase().replaceAll("-", "");
  const known = proofPackages();
  if (known.includes(wanted)) return wanted;
  const ids = readCatalogue(contentDir).guidelines.filter(({ id }) =>
    known.includes(id.toLowerCase().replaceAll("-", "")),
  );
  const near = nearOnes(
    name.toUpperCase(),
    ids.map(({ id }) => id),
  );
  throw new Error(`${name} has no proof: content/samples/proofs/${wanted}/proof_test.go is not there${near}`);
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

// npm run record:proofs: runs every proof, or the one of a guideline, and records what it reports of the wrong code.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { samplesDir } from "../../src/config/paths.ts";
import { readVerified, reportsFolder, reportText, type Verified } from "../../src/content-model/proof-report.ts";
import { requiredVersion } from "../../src/content-model/versions.ts";
import { runTool } from "../tools.ts";
import { conduitModule, samplesModule } from "./modules.ts";
import { buildProofs } from "./proof-program.ts";
import { pipelineProofs, proofNamed, proofPackages, reportOf } from "./proofs.ts";

const folder = `${samplesDir}${reportsFolder}`;
const verified: Verified = {
  sdk: requiredVersion(samplesModule(), "github.com/conduitio/conduit-connector-sdk"),
  conduit: requiredVersion(conduitModule(), "github.com/conduitio/conduit"),
  go: /go(\d+\.\d+(?:\.\d+)?)/.exec(runTool("go", ["version"]).output)?.[1] ?? "unknown",
  pipelines: pipelineProofs(),
};

try {
  const [name, ...rest] = process.argv.slice(2);
  if (rest.length > 0)
    throw new Error("npm run record:proofs takes no name, or one: npm run record:proofs -- SNAP-RESUME");
  if (name) await recordOne(proofNamed(name));
  else await recordAll();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function recordAll(): Promise<void> {
  const reports = await reportsOf(proofPackages());
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(`${folder}/${name}`);
  for (const [name, text] of reports) writeFileSync(`${folder}/${name}.txt`, text);
  writeFileSync(`${folder}/verified.json`, `${JSON.stringify(verified, null, 2)}\n`);
  console.log(`${reports.size} reports recorded with SDK ${verified.sdk} and Go ${verified.go}`);
}

/** Pages name one set of versions for all reports: a single one is recorded with those, or not at all. */
async function recordOne(name: string): Promise<void> {
  const { sdk, conduit } = readVerified(samplesDir) ?? {};
  if (sdk !== verified.sdk || conduit !== verified.conduit) {
    throw new Error(
      `the others were recorded with SDK ${sdk} and Conduit ${conduit}: record all, npm run record:proofs`,
    );
  }
  for (const [, text] of await reportsOf([name])) {
    writeFileSync(`${folder}/${name}.txt`, text);
    console.log(`content/samples/${reportsFolder}/${name}.txt:\n${text.trimEnd()}`);
  }
}

/** What proofs report of the wrong code, as the text of their files. */
async function reportsOf(proofs: readonly string[]): Promise<Map<string, string>> {
  using program = await buildProofs({ race: false, proofs });
  const reports = new Map<string, string>();
  for (const name of proofs) {
    const { ok, output } = await program.run(name);
    if (!ok) throw new Error(`proofs/${name} fails, so nothing was recorded:\n${output}`);
    const lines = reportOf(output);
    if (lines.length === 0) throw new Error(`proofs/${name} does not say what went wrong: t.Logf("bad: …")`);
    reports.set(name, reportText(name, lines));
  }
  return reports;
}

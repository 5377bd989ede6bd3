// npm run record:proofs: runs every proof and records what it reports of the wrong code, and with which versions.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { samplesDir } from "../../src/config/paths.ts";
import { reportsFolder, reportText, type Verified } from "../../src/content-model/proof-report.ts";
import { requiredVersion } from "../../src/content-model/versions.ts";
import { runTool } from "../tools.ts";
import { conduitModule, samplesModule } from "./modules.ts";
import { buildProofs } from "./proof-program.ts";
import { pipelineProofs, proofPackages, reportOf } from "./proofs.ts";

using program = await buildProofs({ race: false });
const reports = new Map<string, string[]>();
for (const name of proofPackages()) {
  const { ok, output } = await program.run(name);
  if (!ok) throw new Error(`proofs/${name} fails, so nothing was recorded:\n${output}`);
  reports.set(name, reportOf(output));
}
const folder = `${samplesDir}${reportsFolder}`;
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(`${folder}/${name}`);
for (const [name, lines] of reports) writeFileSync(`${folder}/${name}.txt`, reportText(name, lines));
const verified: Verified = {
  sdk: requiredVersion(samplesModule(), "github.com/conduitio/conduit-connector-sdk"),
  conduit: requiredVersion(conduitModule(), "github.com/conduitio/conduit"),
  go: /go(\d+\.\d+(?:\.\d+)?)/.exec(runTool("go", ["version"]).output)?.[1] ?? "unknown",
  pipelines: pipelineProofs(),
};
writeFileSync(`${folder}/verified.json`, `${JSON.stringify(verified, null, 2)}\n`);
console.log(`${reports.size} reports recorded with SDK ${verified.sdk} and Go ${verified.go}`);

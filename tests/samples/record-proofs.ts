// npm run record:proofs: runs every proof and records what it reports of the wrong code, and with which versions.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { samplesDir } from "../../src/config/paths.ts";
import { reportsFolder, reportText, type Verified } from "../../src/content-model/proof-report.ts";
import { requiredVersion } from "../../src/content-model/versions.ts";
import { runTool } from "../tools.ts";
import { conduitModule, samplesModule } from "./modules.ts";
import { pipelineProofs, reportsOf } from "./proofs.ts";

const { ok, output } = runTool("go", ["test", "-count=1", "-v", "./proofs/..."], { cwd: samplesDir });
if (!ok) {
  console.error(`${output}\nA proof fails: nothing was recorded.`);
  process.exit(1);
}
const folder = `${samplesDir}${reportsFolder}`;
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(`${folder}/${name}`);
const reports = reportsOf(output);
for (const [name, lines] of reports) writeFileSync(`${folder}/${name}.txt`, reportText(name, lines));
const verified: Verified = {
  sdk: requiredVersion(samplesModule(), "github.com/conduitio/conduit-connector-sdk"),
  conduit: requiredVersion(conduitModule(), "github.com/conduitio/conduit"),
  go: /go(\d+\.\d+(?:\.\d+)?)/.exec(runTool("go", ["version"]).output)?.[1] ?? "unknown",
  pipelines: pipelineProofs(),
};
writeFileSync(`${folder}/verified.json`, `${JSON.stringify(verified, null, 2)}\n`);
console.log(`${reports.size} reports recorded with SDK ${verified.sdk} and Go ${verified.go}`);

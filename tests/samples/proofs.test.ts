// Every proof passes, and reports of the wrong code what the pages show.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { samplesDir } from "../../src/config/paths.ts";
import { readReport, readVerified, reportsFolder, reportText } from "../../src/content-model/proof-report.ts";
import { requiredVersion } from "../../src/content-model/versions.ts";
import { runTool } from "../tools.ts";
import { conduitModule, samplesModule } from "./modules.ts";
import { buildProofs, type ProofProgram, proofsAtOnce } from "./proof-program.ts";
import { pipelineProofs, proofPackages, proofsToTest, reportOf, testsAll } from "./proofs.ts";

describe("the proofs, with the race detector", { concurrency: proofsAtOnce }, () => {
  let program: ProofProgram;
  before(async () => {
    program = await buildProofs({ race: true, proofs: proofsToTest() });
  });
  after(() => program?.[Symbol.dispose]());

  for (const name of proofsToTest()) {
    it(`${name} passes and reports what is recorded`, async () => {
      const { ok, output } = await program.run(name);
      assert.ok(ok, `go test -race ./proofs/${name} fails:\n${output}`);
      assert.match(output, new RegExp(`^ *--- PASS: TestProofs/${name}/TestProof `, "m"), `proofs/${name} did not run`);
      assert.doesNotMatch(output, /^ *--- SKIP: /m, `proofs/${name} skips a test`);
      const lines = reportOf(output);
      assert.ok(lines.length > 0, `proofs/${name} does not say what went wrong with the bad code: t.Logf("bad: …")`);
      const recorded = readReport(samplesDir, name);
      const again = `another report than recorded: npm run record:proofs -- ${name}`;
      assert.equal(recorded, reportText(name, lines).trimEnd(), again);
    });
  }
});

describe("the command on the pages", { skip: !testsAll }, () => {
  // These two start their own program again, which is another one here.
  for (const name of ["errnopanic", "logsdk"]) {
    it(`go test -v ./proofs/${name} says the same`, () => {
      const { ok, output } = runTool("go", ["test", "-v", `./proofs/${name}`], { cwd: samplesDir });
      assert.ok(ok, output);
      assert.equal(readReport(samplesDir, name), reportText(name, reportOf(output)).trimEnd());
    });
  }
});

describe("the recorded reports", { skip: !testsAll }, () => {
  it("were recorded with the versions that are required now", () => {
    const verified = readVerified(samplesDir);
    assert.equal(verified?.sdk, requiredVersion(samplesModule(), "github.com/conduitio/conduit-connector-sdk"));
    assert.equal(verified?.conduit, requiredVersion(conduitModule(), "github.com/conduitio/conduit"));
    assert.deepEqual(verified?.pipelines, pipelineProofs(), "run npm run record:proofs");
    assert.match(verified?.go ?? "", /^1\.\d+(?:\.\d+)?$/);
  });

  it("are those of the proofs", () => {
    const recorded = readdirSync(`${samplesDir}${reportsFolder}`).filter((name) => name.endsWith(".txt"));
    assert.deepEqual(recorded.map((name) => name.replace(".txt", "")).toSorted(), proofPackages().toSorted());
  });
});

// The Go samples compile, are formatted, pass vet and their own tests.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, it } from "node:test";
import { samplesDir } from "../../src/config/paths.ts";
import { readReport, readVerified, reportsFolder, reportText } from "../../src/content-model/proof-report.ts";
import { filesBelow } from "../../src/content-model/sample.ts";
import { requiredVersion } from "../../src/content-model/versions.ts";
import { runTool } from "../tools.ts";
import { conduitModule, samplesModule } from "./modules.ts";
import { pipelineProofs, proofPackages, reportsOf } from "./proofs.ts";

const widest = 80;
const tab = 4;
/** Go has no way to wrap the tag of a struct field. */
const endsInTag = /^\s+\w+ \S+\s+`.*`$/;
const sources = filesBelow(samplesDir).filter((file) => file.endsWith(".go"));

describe("the Go samples", () => {
  it("are found", () => assert.ok(sources.length >= 10, `only ${sources.length} Go files were found`));

  it("are formatted by gofmt", () => {
    assert.equal(runTool("gofmt", ["-l", "."], { cwd: samplesDir }).output, "", "run npm run format");
  });

  it(`are at most ${widest} columns wide`, () => {
    const wide = sources.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, index) =>
          columns(line) > widest && !endsInTag.test(line)
            ? [`${relative(samplesDir, file)}:${index + 1}: ${columns(line)} columns`]
            : [],
        ),
    );
    assert.deepEqual(wide, []);
  });

  it("name released versions only", () => {
    const goMod = readFileSync(`${samplesDir}go.mod`, "utf8");
    assert.match(goMod, /conduit-connector-sdk v0\.14\.2\b/);
    assert.match(goMod, /conduit-commons v0\.6\.0\b/);
    assert.doesNotMatch(goMod, /^replace/m, "a replaced module is not what readers get");
  });

  it("pass go vet", () => {
    passes(["vet", "./..."]);
  });

  it("pass staticcheck", () => {
    passes(["run", "honnef.co/go/tools/cmd/staticcheck@v0.8.2", "./..."]);
  });

  it("pass their tests with the race detector, the SDK's acceptance tests among them", () => {
    const { output } = passes(["test", "-race", "-v", "./..."]);
    assert.match(output, /^ *--- PASS: TestAcceptance/m, "the acceptance tests did not run");
    // A connector without destination has nothing for the destination's acceptance tests to test.
    const skipped = output.match(/^ *--- SKIP: (?!TestAcceptance\/TestDestination_).*$/gm) ?? [];
    assert.deepEqual(skipped, [], "no test of the samples may be skipped");
    const reports = reportsOf(output);
    assert.deepEqual([...reports.keys()].toSorted(), proofPackages().toSorted(), "a proof did not run");
    for (const [name, lines] of reports) {
      assert.ok(lines.length > 0, `proofs/${name} does not say what went wrong with the bad code: t.Logf("bad: …")`);
      const recorded = readReport(samplesDir, name);
      assert.equal(recorded, reportText(name, lines).trimEnd(), "another report than recorded: npm run record:proofs");
    }
  });

  it("were recorded with the versions that are required now", () => {
    const verified = readVerified(samplesDir);
    assert.equal(verified?.sdk, requiredVersion(samplesModule(), "github.com/conduitio/conduit-connector-sdk"));
    assert.equal(verified?.conduit, requiredVersion(conduitModule(), "github.com/conduitio/conduit"));
    assert.deepEqual(verified?.pipelines, pipelineProofs(), "run npm run record:proofs");
    assert.match(verified?.go ?? "", /^1\.\d+(?:\.\d+)?$/);
    const recorded = readdirSync(`${samplesDir}${reportsFolder}`).filter((name) => name.endsWith(".txt"));
    assert.deepEqual(recorded.map((name) => name.replace(".txt", "")).toSorted(), proofPackages().toSorted());
  });
});

/** Columns of a line as readers see it: a tab reaches to the next multiple of four. */
function columns(line: string): number {
  let width = 0;
  for (const character of line) width += character === "\t" ? tab - (width % tab) : 1;
  return width;
}

function passes(args: string[]): { output: string } {
  const { ok, output } = runTool("go", args, { cwd: samplesDir });
  assert.ok(ok, `go ${args.join(" ")} failed in content/samples:\n${output}`);
  return { output };
}

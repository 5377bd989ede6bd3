// The Go samples compile, are formatted, pass vet and their own tests.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, it } from "node:test";
import { samplesDir } from "../../src/config/paths.ts";
import { filesBelow } from "../../src/content-model/sample.ts";
import { runTool } from "../tools.ts";

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
    // A proof is a folder with proof_test.go, beside what they share: each has run.
    const proofs = readdirSync(`${samplesDir}proofs`).filter((folder) =>
      existsSync(`${samplesDir}proofs/${folder}/proof_test.go`),
    );
    assert.equal(output.match(/^--- PASS: TestProof\b/gm)?.length, proofs.length);
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

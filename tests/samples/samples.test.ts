// The Go samples compile, are formatted, pass vet and their own tests.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { describe, it } from "node:test";
import { samplesDir } from "../../src/config/paths.ts";
import { filesBelow } from "../../src/content-model/sample.ts";
import { runBeside, runTool } from "../tools.ts";
import { proofsAtOnce } from "./proof-program.ts";
import { proofPackages } from "./proofs.ts";

const widest = 80;
const tab = 4;
/** Go has no way to wrap the tag of a struct field. */
const endsInTag = /^\s+\w+ \S+\s+`.*`$/;
/** Packages whose tests call the SDK's acceptance tests. */
const withAcceptance = ["postgres", "sqlite"];
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
});

describe("the tests of the samples, with the race detector", { concurrency: proofsAtOnce }, () => {
  const packages = packagesWithTests();

  it("are found", () => {
    for (const name of withAcceptance) assert.ok(packages.includes(name), `./${name} has no tests`);
  });

  for (const name of packages) {
    it(`${name} passes`, async () => {
      // go vet ran above, over all of them.
      const { ok, output } = await runBeside("go", ["test", "-race", "-v", "-vet=off", `./${name}`], {
        cwd: samplesDir,
      });
      assert.ok(ok, `go test -race ./${name} fails:\n${output}`);
      if (withAcceptance.includes(name)) {
        assert.match(output, /^ *--- PASS: TestAcceptance/m, "the acceptance tests did not run");
      }
      // A connector without destination has nothing for the destination's acceptance tests to test.
      const skipped = output.match(/^ *--- SKIP: (?!TestAcceptance\/TestDestination_).*$/gm) ?? [];
      assert.deepEqual(skipped, [], "no test of the samples may be skipped");
    });
  }
});

/** Folders of the samples that hold tests, without the proofs: those are one program. */
function packagesWithTests(): string[] {
  const folders = sources
    .filter((file) => file.endsWith("_test.go"))
    .map((file) => dirname(relative(samplesDir, file)));
  const proofs = new Set(proofPackages().map((name) => `proofs/${name}`));
  return [...new Set(folders)].filter((folder) => !proofs.has(folder));
}

/** Columns of a line as readers see it: a tab reaches to the next multiple of four. */
function columns(line: string): number {
  let width = 0;
  for (const character of line) width += character === "\t" ? tab - (width % tab) : 1;
  return width;
}

function passes(args: string[]): void {
  const { ok, output } = runTool("go", args, { cwd: samplesDir });
  assert.ok(ok, `go ${args.join(" ")} failed in content/samples:\n${output}`);
}

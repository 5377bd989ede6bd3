// The Go samples and the kit compile, are formatted, pass vet and their own tests.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { describe, it } from "node:test";
import { kitDir, projectRoot, samplesDir } from "../../src/config/paths.ts";
import { filesBelow } from "../../src/content-model/sample.ts";
import { goOutput, runBeside, runTool } from "../tools.ts";
import { kitModule, modulePath } from "./modules.ts";
import { proofsAtOnce } from "./proof-program.ts";
import { proofPackages } from "./proofs.ts";

const widest = 80;
const tab = 4;
/** Go has no way to wrap the tag of a struct field. */
const endsInTag = /^\s+\w+ \S+\s+`.*`$/;
/** Packages whose tests call the SDK's acceptance tests. */
const withAcceptance = ["natskv", "postgres", "sqlite"];
const kitPath = modulePath(kitModule());

/** The Go modules of the project, by the name that messages use. */
const modules = { "content/samples": samplesDir, kit: kitDir };
const goFiles = (module: string) => filesBelow(module).filter((file) => file.endsWith(".go"));

for (const [title, module] of Object.entries(modules))
  describe(`the Go code of ${title}`, () => {
    const sources = goFiles(module);
    const passes = (args: string[]): void => {
      const { ok, output } = runTool("go", args, { cwd: module });
      assert.ok(ok, `go ${args.join(" ")} failed in ${title}:\n${output}`);
    };

    it("is found", () => assert.ok(sources.length >= 10, `only ${sources.length} Go files were found`));

    it("is formatted by gofmt", () => {
      assert.equal(runTool("gofmt", ["-l", "."], { cwd: module }).output, "", "run npm run format");
    });

    it(`is at most ${widest} columns wide`, () => {
      const wide = sources.flatMap((file) =>
        readFileSync(file, "utf8")
          .split("\n")
          .flatMap((line, index) =>
            columns(line) > widest && !endsInTag.test(line)
              ? [`${relative(module, file)}:${index + 1}: ${columns(line)} columns`]
              : [],
          ),
      );
      assert.deepEqual(wide, []);
    });

    it("names released versions only", () => {
      const goMod = readFileSync(`${module}go.mod`, "utf8");
      assert.match(goMod, /conduit-connector-sdk v0\.14\.2\b/);
      assert.match(goMod, /conduit-commons v0\.6\.0\b/);
      const replaced = [...goMod.matchAll(/^replace (.*)$/gm)].map(([, what]) => what);
      const own = module === samplesDir ? [`${kitPath} => ../../kit`] : [];
      assert.deepEqual(replaced, own, "a replaced module is not what readers get");
    });

    it("passes go vet", () => {
      passes(["vet", "./..."]);
    });

    it("passes staticcheck", () => {
      passes(["run", "honnef.co/go/tools/cmd/staticcheck@v0.8.2", "./..."]);
    });
  });

describe("the kit", () => {
  it("is a module below where the project lives", () => {
    const { repository } = JSON.parse(readFileSync(`${projectRoot}package.json`, "utf8")) as { repository: string };
    assert.equal(kitPath, `${repository.toLowerCase().replace("https://", "")}/kit`);
  });

  it("needs the SDK and what the SDK requires, and nothing else", () => {
    const sdk = "github.com/conduitio/conduit-connector-sdk";
    const ofSdk = readFileSync(goOutput(["list", "-m", "-f", "{{.GoMod}}", sdk], kitDir).trim(), "utf8");
    const needed = goOutput(["list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "./..."], kitDir).split("\n");
    const others = [...new Set(needed)].filter((name) => name !== "" && name !== kitPath && name !== sdk);
    const foreign = others.filter((name) => !ofSdk.includes(`\t${name} v`));
    assert.deepEqual(foreign, [], "an author who imports the kit gets these on top of the SDK");
  });
});

for (const [title, module] of Object.entries(modules))
  describe(`the tests of ${title}, with the race detector`, { concurrency: proofsAtOnce }, () => {
    const packages = packagesWithTests(module);

    it("are found", () => {
      const required = module === samplesDir ? withAcceptance : ["crashtest", "iterator"];
      for (const name of required) assert.ok(packages.includes(name), `./${name} has no tests`);
    });

    for (const name of packages) {
      it(`${name} passes`, async () => {
        // go vet ran above, over all of them.
        const { ok, output } = await runBeside("go", ["test", "-race", "-v", "-vet=off", "-timeout=20m", `./${name}`], {
          cwd: module,
        });
        assert.ok(ok, `go test -race ./${name} fails:\n${output}`);
        if (withAcceptance.includes(name)) {
          assert.match(output, /^ *--- PASS: TestAcceptance/m, "the acceptance tests did not run");
        }
        // A connector without destination has nothing for the destination's acceptance tests to test.
        const skipped = output.match(/^ *--- SKIP: (?!TestAcceptance\/TestDestination_).*$/gm) ?? [];
        assert.deepEqual(skipped, [], "no test may be skipped");
      });
    }
  });

/** Folders of a module that hold tests, without the proofs: those are one program. */
function packagesWithTests(module: string): string[] {
  const folders = goFiles(module)
    .filter((file) => file.endsWith("_test.go"))
    .map((file) => dirname(relative(module, file)));
  const proofs = new Set(proofPackages().map((name) => `proofs/${name}`));
  return [...new Set(folders)].filter((folder) => !proofs.has(folder));
}

/** Columns of a line as readers see it: a tab reaches to the next multiple of four. */
function columns(line: string): number {
  let width = 0;
  for (const character of line) width += character === "\t" ? tab - (width % tab) : 1;
  return width;
}

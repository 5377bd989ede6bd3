// All proofs as one test program: linked once, instead of once for each package.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { samplesDir } from "../../src/config/paths.ts";
import { type ProgramResult, runBeside } from "../tools.ts";
import { proofPackages } from "./proofs.ts";

/** A program that holds every proof, removed when the test is done with it. */
export interface ProofProgram extends Disposable {
  /** Runs one proof, in a process of its own. */
  run(proof: string): Promise<ProgramResult>;
}

/** Longest run of a proof, in seconds: then Go ends it, and says where it hangs. */
const limit = 60;

/** How many proofs run at the same time. Most of them wait: the race detector waits a second at the end of each. */
export const proofsAtOnce = 2 * availableParallelism();

const folder = `${samplesDir}proofs/`;
const modulePath = /^module (\S+)$/m.exec(readFileSync(`${samplesDir}go.mod`, "utf8"))?.[1] ?? "";

/**
 * Builds one test program of all proofs.
 *
 * Go's overlay shows each `…_test.go` under the name of a normal file, so that
 * one generated test can import and run all of them: nothing is written into
 * the samples, and `go test ./proofs/…` goes on working for readers.
 *
 * @param options.race with the race detector
 * @param options.proofs the packages to build; all when not given
 * @param options.instead text of files that take the place of others, by path below `proofs/`
 * @throws Error with the output of Go when the program cannot be built
 */
export async function buildProofs(options: {
  race: boolean;
  proofs?: readonly string[];
  instead?: ReadonlyMap<string, string>;
}): Promise<ProofProgram> {
  const proofs = options.proofs ?? proofPackages();
  const temporary = mkdtempSync(join(tmpdir(), "best-practices-proofs-"));
  const remove = (): void => rmSync(temporary, { recursive: true, force: true });
  const program = join(temporary, "proofs.test");
  try {
    const overlay = writeOverlay(temporary, proofs, options.instead ?? new Map());
    // Vet looks for the folder of the generated test, which is not there; it has a check of its own.
    const args = ["test", "-c", "-vet=off", "-overlay", overlay, "-o", program, "./proofs/all"];
    if (options.race) args.splice(2, 0, "-race");
    const { ok, output } = await runBeside("go", args, { cwd: samplesDir });
    if (!ok) throw new Error(`the program of all proofs cannot be built:\n${output}`);
  } catch (error) {
    remove();
    throw error;
  }
  const home = options.instead ? copyOfSources(temporary, proofs, options.instead) : folder;
  return {
    run: (proof) =>
      runBeside(program, [`-test.run=^TestProofs$/^${proof}$`, "-test.v", `-test.timeout=${limit}s`], {
        cwd: `${home}${proof}`,
        timeout: (limit + 30) * 1000,
      }),
    [Symbol.dispose]: remove,
  };
}

/** Writes the file that `go build -overlay` reads, and what it names; returns its path. */
function writeOverlay(temporary: string, proofs: readonly string[], instead: ReadonlyMap<string, string>): string {
  const replace: Record<string, string> = {};
  const put = (path: string, text: string): void => {
    const file = join(temporary, path.replaceAll("/", "-"));
    writeFileSync(file, text);
    replace[`${folder}${path}`] = file;
  };
  for (const path of proofs.flatMap(testFiles)) {
    replace[`${folder}${path}`] = "";
    replace[`${folder}${path.replace(/_test\.go$/, "_testing.go")}`] = `${folder}${path}`;
  }
  for (const [path, text] of instead) put(path, text);
  put("all/all_test.go", allProofs(proofs));
  const file = join(temporary, "overlay.json");
  writeFileSync(file, JSON.stringify({ Replace: replace }));
  return file;
}

/** Copies the proofs for those that read their own source, with the text that takes the place of files; returns where. */
function copyOfSources(temporary: string, proofs: readonly string[], instead: ReadonlyMap<string, string>): string {
  const copy = join(temporary, "samples");
  for (const path of ["go.mod", "go.sum", ...proofs.map((name) => `proofs/${name}`)]) {
    cpSync(`${samplesDir}${path}`, join(copy, path), { recursive: true });
  }
  for (const [path, text] of instead) writeFileSync(join(copy, "proofs", path), text);
  return join(copy, "proofs/");
}

/** Test files of a proof, as paths below `proofs/`. */
function testFiles(proof: string): string[] {
  const names = readdirSync(`${folder}${proof}`).filter((file) => file.endsWith("_test.go"));
  return names.map((file) => `${proof}/${file}`);
}

/** Names of the test functions of a proof. */
function testsOf(proof: string): string[] {
  const sources = testFiles(proof).map((path) => readFileSync(`${folder}${path}`, "utf8"));
  return sources.flatMap((source) => [...source.matchAll(/^func (Test\w+)\(/gm)].map(([, test = ""]) => test));
}

/** The test that runs the tests of these packages. */
function allProofs(proofs: readonly string[]): string {
  const mains = proofs.filter((proof) => testsOf(proof).includes("TestMain"));
  if (mains.length > 1) throw new Error(`only one proof can have a TestMain, but these do: ${mains.join(", ")}`);
  const run = proofs.flatMap((proof) => [
    `\tt.Run("${proof}", func(t *testing.T) {`,
    ...testsOf(proof)
      .filter((test) => test !== "TestMain")
      .map((test) => `\t\tt.Run("${test}", ${proof}.${test})`),
    "\t})",
  ]);
  return [
    "package all",
    "import (",
    '\t"testing"',
    ...proofs.map((proof) => `\t"${modulePath}/proofs/${proof}"`),
    ")",
    ...mains.map((proof) => `func TestMain(m *testing.M) { ${proof}.TestMain(m) }`),
    "func TestProofs(t *testing.T) {",
    ...run,
    "}",
    "",
  ].join("\n");
}

// Each proof with one of its variants taken for the other: the wrong code mended, or the right code spoiled.
import { existsSync, readFileSync } from "node:fs";
import { samplesDir } from "../../src/config/paths.ts";
import type { ProgramResult } from "../tools.ts";
import { renamed, type Variant } from "./differences.ts";
import { buildProofs, type ProofProgram } from "./proof-program.ts";
import { proofsToTest } from "./proofs.ts";

/** All proofs with changed code, as one program. */
export interface SwappedProofs extends Disposable {
  /**
   * Runs one proof.
   *
   * @returns what is wrong with how it took the change; undefined when it complains of that and of nothing else
   */
  complaint(proof: string): Promise<string | undefined>;
}

/**
 * Builds all proofs with the code of one variant changed into that of the other.
 *
 * @param changed `bad` mends the wrong code, `good` spoils the right code
 */
export async function buildSwapped(changed: Variant): Promise<SwappedProofs> {
  const other: Variant = changed === "bad" ? "good" : "bad";
  const instead = new Map<string, string>();
  for (const proof of proofsToTest())
    instead.set(`${proof}/${changed}.go`, renamed(readVariant(proof, other), other, changed));
  const refused = new Map<string, string>();
  const program = await buildWithoutRefused(instead, refused);
  return {
    async complaint(proof) {
      const errors = refused.get(proof);
      if (errors !== undefined) return `${other}.go cannot take the place of ${changed}.go: ${errors}`;
      return complaintOf(await program.run(proof), changed, testSourceOf(proof));
    },
    [Symbol.dispose]: () => program[Symbol.dispose](),
  };
}

/** Text of `good.go` or `bad.go`. */
export function readVariant(proof: string, variant: Variant): string {
  const file = `${samplesDir}proofs/${proof}/${variant}.go`;
  if (!existsSync(file)) throw new Error(`proofs/${proof} has no ${variant}.go: put the ${variant} code there`);
  return readFileSync(file, "utf8");
}

/**
 * What is wrong with how a proof took the change of a variant.
 *
 * @param source text of a test file of the proof, by its name
 */
export function complaintOf(
  { ok, killed, output }: ProgramResult,
  changed: Variant,
  source: (file: string) => string | undefined,
): string | undefined {
  if (ok && changed === "bad") return "passes with bad.go mended: what makes the bad code fail is not what differs";
  if (ok) return "passes with good.go spoiled: it does not notice the wrong code";
  if (killed || /^panic: test timed out/m.test(output)) return `hangs: give the proof a deadline of its own\n${output}`;
  if (/^(?:panic|fatal error): /m.test(output)) return `panics instead of failing: check before use\n${output}`;
  const errors = errorsIn(output, source);
  if (errors.length === 0) return `fails without an error: say what is wrong with t.Errorf("${changed}: …")\n${output}`;
  const others = errors.filter((text) => !new RegExp(`^${changed}\\b`).test(text));
  if (others.length > 0) return `has errors that do not begin with "${changed}":\n${others.join("\n")}`;
  return undefined;
}

/** First lines of the errors that a test reports. Go prints logs in the same way: the line of the call tells. */
function errorsIn(output: string, source: (file: string) => string | undefined): string[] {
  const messages = output.matchAll(/^\s+(\w+\.go):(\d+): (.*)$/gm);
  return [...messages].flatMap(([, file = "", line = "", text = ""]) => {
    const call = source(file)?.split("\n")[Number(line) - 1] ?? "";
    return /\bt\.Logf?\(/.test(call) ? [] : [text];
  });
}

function testSourceOf(proof: string): (file: string) => string | undefined {
  return (file) => {
    const path = `${samplesDir}proofs/${proof}/${file.replace("_testing.go", "_test.go")}`;
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
}

/** Builds without the pairs that Go refuses, so that one of them does not stand in the way of all. */
async function buildWithoutRefused(instead: Map<string, string>, refused: Map<string, string>): Promise<ProofProgram> {
  try {
    return await buildProofs({ race: false, proofs: proofsToTest(), instead });
  } catch (error) {
    const parts = String((error as Error).message).split(/^# \S+\/proofs\/(\w+)\n/m);
    let found = false;
    for (let index = 1; index < parts.length; index += 2) {
      const [proof = "", errors = ""] = parts.slice(index, index + 2);
      for (const path of instead.keys()) {
        if (!path.startsWith(`${proof}/`)) continue;
        found = instead.delete(path);
        refused.set(proof, errors.trim());
      }
    }
    if (!found) throw error;
    return buildWithoutRefused(instead, refused);
  }
}

// Builds the plugin that holds right and wrong code.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { samplesDir } from "../../../src/config/paths.ts";
import { runTool } from "../../tools.ts";

/** How a pipeline file names it. */
export const plugin = "standalone:proofs";

let directory: string | undefined;

/** A connectors directory with the plugin in it. Built at the first call, removed when this process ends. */
export function proofsDirectory(): string {
  directory ??= build();
  return directory;
}

function build(): string {
  const target = mkdtempSync(join(tmpdir(), "conduit-proofs-"));
  process.once("exit", () => rmSync(target, { recursive: true, force: true }));
  const args = ["build", "-o", join(target, "conduit-connector-proofs"), "./proofs/conduit/cmd/connector"];
  const { ok, output } = runTool("go", args, { cwd: samplesDir });
  if (!ok) throw new Error(`${samplesDir}proofs/conduit: the plugin does not build:\n${output}`);
  return target;
}

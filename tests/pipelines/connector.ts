// Builds the sample connector as a standalone plugin.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { samplesDir } from "../../src/config/paths.ts";
import { runTool } from "../tools.ts";

/** File name of the plugin in the connectors directory. */
export const pluginFile = "conduit-connector-sqlite";

let directory: string | undefined;

/** A connectors directory with the sqlite sample in it. Built at the first call, removed when this process ends. */
export function connectorsDirectory(): string {
  directory ??= build();
  return directory;
}

function build(): string {
  const target = mkdtempSync(join(tmpdir(), "conduit-connectors-"));
  process.once("exit", () => rmSync(target, { recursive: true, force: true }));
  const { ok, output } = runTool("go", ["build", "-o", join(target, pluginFile), "./sqlite/cmd/connector"], {
    cwd: samplesDir,
  });
  if (!ok) throw new Error(`${samplesDir}: the sample connector does not build:\n${output}`);
  return target;
}

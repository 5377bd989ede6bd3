// Builds the sample connectors as standalone plugins.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { samplesDir } from "../../src/config/paths.ts";
import { runTool } from "../tools.ts";

/** Folders of the samples that are connectors. */
export type Sample = "sqlite" | "postgres";

/** File name of the sqlite plugin in the connectors directory. */
export const pluginFile = "conduit-connector-sqlite";

const directories = new Map<string, string>();

/** A connectors directory with these samples in it. Built at the first call, removed when this process ends. */
export function connectorsDirectory(samples: readonly Sample[] = ["sqlite"]): string {
  const key = samples.toSorted().join();
  const directory = directories.get(key) ?? build(samples);
  directories.set(key, directory);
  return directory;
}

function build(samples: readonly Sample[]): string {
  const target = mkdtempSync(join(tmpdir(), "conduit-connectors-"));
  process.once("exit", () => rmSync(target, { recursive: true, force: true }));
  for (const name of samples) {
    const plugin = join(target, `conduit-connector-${name}`);
    const { ok, output } = runTool("go", ["build", "-o", plugin, `./${name}/cmd/connector`], { cwd: samplesDir });
    if (!ok) throw new Error(`${samplesDir}${name}: the sample connector does not build:\n${output}`);
  }
  return target;
}

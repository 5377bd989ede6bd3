import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { filesBelow } from "../../src/content-model/sample.ts";

/** SHA-256 of every file of a folder, by its path below the folder. */
export function digests(folder: string): Map<string, string> {
  return new Map(
    filesBelow(folder).map((file) => [
      relative(folder, file),
      createHash("sha256").update(readFileSync(file)).digest("hex"),
    ]),
  );
}

/** Paths that only one of the folders has, or whose bytes differ. */
export function differences(one: ReadonlyMap<string, string>, two: ReadonlyMap<string, string>): string[] {
  const paths = new Set([...one.keys(), ...two.keys()]);
  return [...paths].filter((path) => one.get(path) !== two.get(path)).toSorted();
}

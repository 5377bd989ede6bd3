// Where recordings are kept, and which one belongs to a version of Conduit.
//
// content/samples/recorded/<name>.txt is recorded with the Conduit of conduit/go.mod. What newer versions print
// differently, and a page shows, is in a folder of the first version that it was recorded with: v0.18/<name>.txt
// holds for v0.18 and for later ones, up to the next folder that has that file.

import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { samplesDir } from "../../src/config/paths.ts";
import type { Recording } from "./recorder.ts";

export const recordedDirectory = `${samplesDir}recorded`;

/** Paths of the recordings that are kept for newer versions, below `recordedDirectory`. */
export function ofNewerVersions(directory = recordedDirectory): string[] {
  return globSync("v*/*.txt", { cwd: directory }).sort();
}

/** Path of the recording that has to hold for a version of Conduit, below `recordedDirectory`. */
export function recordedFile(
  name: string,
  version: string,
  base: string,
  newer: readonly string[] = ofNewerVersions(),
): string {
  if (version === base) return `${name}.txt`;
  const folders = newer
    .filter((path) => path.endsWith(`/${name}.txt`))
    .map((path) => path.split("/")[0] ?? "")
    .filter((folder) => compare(folder, version) <= 0)
    .toSorted(compare);
  const newest = folders.at(-1);
  return newest === undefined ? `${name}.txt` : `${newest}/${name}.txt`;
}

/** Path that a recording with another version of Conduit is kept at. */
export function fileFor(name: string, version: string): string {
  return `${folderOf(version)}/${name}.txt`;
}

/** Folder of a version: v0.19 for v0.19.0. */
export function folderOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** Order of two versions as far as major and minor say. */
export function compare(one: string, other: string): number {
  const numbers = (version: string): number[] => version.slice(1).split(".").slice(0, 2).map(Number);
  const [[a = 0, b = 0], [c = 0, d = 0]] = [numbers(one), numbers(other)];
  return a - c || b - d;
}

/** Text of a recording's file; undefined when it is not there. */
export function readRecorded(path: string): string | undefined {
  const file = join(recordedDirectory, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** What of a recording is the same in every run. */
export function masked(text: string, { varies }: Pick<Recording, "varies">): string {
  return varies === undefined ? text : text.replace(varies, "<varies>");
}

/** The first line in which two texts differ, for people. */
export function firstDifference(recorded: string, printed: string): string {
  const [before, now] = [recorded.split("\n"), printed.split("\n")];
  const index = now.findIndex((line, at) => line !== before[at]);
  const at = index < 0 ? now.length : index;
  const said = (line: string | undefined): string => (line === undefined ? "nothing" : `'${line.trim()}'`);
  return `line ${at + 1} is ${said(now[at])}, not ${said(before[at])}`;
}

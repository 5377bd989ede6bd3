import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import type { FenceInfo } from "./fence.ts";
import { findRegions, type Region, RegionError, wholeFile } from "./region.ts";

/** What a fence includes: the text and the caption that names its file. */
export interface IncludedSample {
  readonly text: string;
  readonly title: string;
}

/**
 * Reads the file or region that a fence names.
 *
 * @param info info string of the fence; `file` must be set
 * @param samples absolute path of the samples folder
 * @throws Error that says what exists instead, when the file or region does not
 */
export function includeSample(info: FenceInfo, samples: string): IncludedSample {
  const path = info.file ?? "";
  const { root, name, below } = rootOf(path, samples);
  const absolute = resolve(root, below);
  if (relative(root, absolute).startsWith("..")) throw new Error(`file="${path}" lies outside ${name}`);
  const file = statSync(absolute, { throwIfNoEntry: false });
  if (!file?.isFile()) {
    throw new Error(`file="${path}" does not exist; ${siblings(absolute, root, name)}`);
  }
  const title = info.title ?? path;
  if (info.region === undefined) return { text: wholeFile(readFileSync(absolute, "utf8")), title };
  const regions = readRegions(absolute, file.mtimeMs, path);
  const region = regions.get(info.region);
  if (!region) {
    const names = [...regions.keys()].join(", ") || "none";
    throw new Error(`file="${path}" has no region "${info.region}"; its regions: ${names}`);
  }
  return { text: region.text, title };
}

/** Regions of each file as it was last read: a build asks for some files a dozen times. */
const known = new Map<string, { readonly changed: number; readonly regions: ReadonlyMap<string, Region> }>();

function readRegions(absolute: string, changed: number, path: string): ReadonlyMap<string, Region> {
  const last = known.get(absolute);
  if (last?.changed === changed) return last.regions;
  try {
    const regions = findRegions(readFileSync(absolute, "utf8"));
    known.set(absolute, { changed, regions });
    return regions;
  } catch (error) {
    if (error instanceof RegionError) throw new Error(`${path}:${error.line}: ${error.message}`);
    throw error;
  }
}

/** Where a file is looked for: `kit/…` in the kit, which lies beside the content folder, all others in the samples. */
function rootOf(path: string, samples: string): { root: string; name: string; below: string } {
  const kit = "kit/";
  if (path.startsWith(kit)) return { root: resolve(samples, "../..", kit), name: "kit", below: path.slice(kit.length) };
  return { root: resolve(samples), name: "content/samples", below: path };
}

function siblings(missing: string, root: string, name: string): string {
  let folder = dirname(missing);
  while (!existsSync(folder) && folder.startsWith(`${root}${sep}`)) folder = dirname(folder);
  if (!existsSync(folder)) return `there is no folder ${name}`;
  const names = readdirSync(folder).toSorted().join(", ");
  const path = relative(root, folder).split(sep).join("/");
  return `${path === "" ? name : `${name}/${path}`} holds: ${names}`;
}

/** Every file below a folder, as absolute paths; hidden folders are left out. */
export function filesBelow(folder: string): string[] {
  const root = resolve(folder);
  const hidden = `${sep}.`;
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}${sep}${entry.name}`)
    .filter((path) => !path.includes(hidden, root.length))
    .toSorted();
}

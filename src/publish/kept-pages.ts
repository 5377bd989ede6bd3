import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AstroPrerenderer } from "astro";
import { filesBelow } from "../content-model/sample.ts";

/** What pages are made from besides their modules. */
export interface PageInputs {
  /** Absolute paths of the folders whose files they read. */
  readonly folders: readonly string[];
  /** Plain data, such as the commit that they name. */
  readonly settings: unknown;
}

/**
 * Takes pages over from the build before when nothing has changed that any page
 * is made from. Astro compares its configuration, the lock file and the modules
 * of pages by itself (`experimental.incrementalBuild`); it cannot see what
 * plugins and pages read from files.
 */
export function keepingPages(standard: AstroPrerenderer, inputs: PageInputs): AstroPrerenderer {
  return {
    ...standard,
    async getStaticPaths() {
      const cacheKey = fingerprint(inputs);
      return (await standard.getStaticPaths()).map((path) => ({ ...path, cacheKey }));
    },
  };
}

function fingerprint({ folders, settings }: PageInputs): string {
  const hash = createHash("sha256").update(JSON.stringify(settings));
  for (const file of folders.flatMap(filesBelow)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

import type { AstroPrerenderer } from "astro";
import { fingerprintOfFiles } from "../content-model/inputs.ts";

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
export function keepingPages(standard: AstroPrerenderer, { folders, settings }: PageInputs): AstroPrerenderer {
  return {
    ...standard,
    async getStaticPaths() {
      const cacheKey = JSON.stringify([fingerprintOfFiles(folders), settings]);
      return (await standard.getStaticPaths()).map((path) => ({ ...path, cacheKey }));
    },
  };
}

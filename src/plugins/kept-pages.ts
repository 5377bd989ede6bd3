import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AstroIntegration } from "astro";
import { filesBelow } from "../content-model/sample.ts";

/**
 * Takes pages over from the build before when nothing has changed that any page
 * is made from. Astro compares its configuration, the lock file and the modules
 * of pages by itself; it cannot see what plugins and pages read from files.
 *
 * @param folders whose files pages are made from, as absolute paths
 * @param settings what else pages show, such as the commit; plain data
 */
export function keptPages(folders: readonly string[], settings: unknown): AstroIntegration {
  return {
    name: "kept-pages",
    hooks: {
      "astro:config:setup"({ updateConfig }) {
        updateConfig({ experimental: { incrementalBuild: true } });
      },
      "astro:build:start"({ setPrerenderer }) {
        setPrerenderer((standard) => ({
          ...standard,
          async getStaticPaths() {
            const cacheKey = fingerprint(folders, settings);
            return (await standard.getStaticPaths()).map((path) => ({ ...path, cacheKey }));
          },
        }));
      },
    },
  };
}

function fingerprint(folders: readonly string[], settings: unknown): string {
  const hash = createHash("sha256").update(JSON.stringify(settings));
  for (const file of folders.flatMap(filesBelow)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

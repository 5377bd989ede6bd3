import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { projectRoot } from "../config/paths.ts";
import { headersFile } from "./headers.ts";
import { keepingPages, type PageInputs } from "./kept-pages.ts";
import { withPolicies } from "./page-policies.ts";
import { shippedPackages } from "./shipped-packages.ts";
import { thirdPartyText } from "./third-party.ts";

/**
 * Makes the built site ready for the web.
 *
 * @param base path that the site is served under, "/" at both ends
 * @param inputs what pages are made from: as long as it is the same, a build takes pages over from the one before
 */
export function publishIntegration(base: string, inputs: PageInputs): AstroIntegration {
  const shipped = new Set<string>();
  let outDir: URL;
  return {
    name: "publish",
    hooks: {
      "astro:config:setup"({ updateConfig }) {
        updateConfig({
          experimental: { incrementalBuild: true },
          vite: { plugins: [shippedPackages(shipped)] },
        });
      },
      "astro:config:done"({ config }) {
        outDir = config.outDir;
      },
      "astro:build:start"({ setPrerenderer }) {
        // Astro empties the folder and leaves ".git", but "g", too: it takes the name for a set of letters.
        rmSync(new URL("g/", outDir), { recursive: true, force: true });
        setPrerenderer((standard) => keepingPages(withPolicies(standard), inputs));
      },
      "astro:build:done"({ dir }) {
        const folder = fileURLToPath(dir);
        writeFileSync(`${folder}_headers`, headersFile(base));
        writeFileSync(`${folder}third-party.txt`, thirdPartyText(shipped, `${projectRoot}node_modules`));
      },
    },
  };
}

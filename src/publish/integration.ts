import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { projectRoot } from "../config/paths.ts";
import { filesBelow } from "../content-model/sample.ts";
import { headersFile } from "./headers.ts";
import { withPolicy } from "./policy.ts";
import { shippedPackages } from "./shipped-packages.ts";
import { thirdPartyText } from "./third-party.ts";

/**
 * Makes the built site ready for the web. The last integration: what changes a
 * page after it makes the page's policy wrong.
 *
 * @param base path that the site is served under, "/" at both ends
 */
export function publishIntegration(base: string): AstroIntegration {
  const shipped = new Set<string>();
  let outDir: URL;
  return {
    name: "publish",
    hooks: {
      "astro:config:setup"({ updateConfig }) {
        updateConfig({ vite: { plugins: [shippedPackages(shipped)] } });
      },
      "astro:config:done"({ config }) {
        outDir = config.outDir;
      },
      "astro:build:start"() {
        // Astro empties the folder, but means to leave ".git" and leaves "g", too: it takes the name for a set of letters.
        rmSync(new URL("g/", outDir), { recursive: true, force: true });
      },
      "astro:build:done"({ dir }) {
        const folder = fileURLToPath(dir);
        for (const file of filesBelow(folder).filter((path) => path.endsWith(".html"))) {
          writeFileSync(file, withPolicy(readFileSync(file, "utf8"), relative(folder, file)));
        }
        writeFileSync(`${folder}_headers`, headersFile(base));
        writeFileSync(`${folder}third-party.txt`, thirdPartyText(shipped, `${projectRoot}node_modules`));
      },
    },
  };
}

import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { readCatalogue } from "../content-model/catalogue.ts";
import { machineFiles } from "../machine/files.ts";
import type { PublishedSite } from "../machine/site.ts";
import { withPolicy } from "../publish/policy.ts";

const types: Readonly<Record<string, string>> = {
  json: "application/json",
  xml: "application/atom+xml",
  md: "text/markdown",
  txt: "text/plain",
  html: "text/html",
};

/**
 * Writes what machines read, and the redirects, beside the built pages; the
 * development server makes them when they are asked for.
 *
 * @param site the site without its catalogue, which is read when it is needed
 * @param base path that the site is served under, "/" at both ends
 */
export function machineFilesIntegration(site: Omit<PublishedSite, "catalogue">, base: string): AstroIntegration {
  const files = () => machineFiles({ ...site, catalogue: readCatalogue(site.content) }, base);
  return {
    name: "machine-files",
    hooks: {
      "astro:server:setup"({ server }) {
        server.middlewares.use((request, response, next) => {
          const path = (request.url ?? "").split("?")[0]?.replace(base, "") ?? "";
          const make = files().get(path) ?? files().get(`${path}index.html`);
          if (!make) return next();
          const kind = files().has(path) ? (path.split(".").at(-1) ?? "") : "html";
          response.setHeader("Content-Type", `${types[kind]}; charset=utf-8`);
          response.end(make());
        });
      },
      async "astro:build:done"({ dir }) {
        const made = [...files()].map(([path, make]) => {
          const text = make();
          return { path, text: path.endsWith(".html") ? withPolicy(text, path) : text };
        });
        await Promise.all(made.map(({ path, text }) => write(`${fileURLToPath(dir)}${path}`, text)));
        if (site.start === base) {
          console.warn(`SITE_URL is not set: feed, sitemap and canonical links name ${site.address}`);
        }
      },
    },
  };
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

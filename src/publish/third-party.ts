import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Packages whose work readers get without the bundler: their output, or files that they write after the build. */
const written = {
  "@astrojs/starlight": "the pages",
  "@fontsource/archivo-narrow": "the font, cut down to the characters that the site uses",
  astro: "the pages",
  mermaid: "the diagrams, which are drawn ahead",
  pagefind: "the search, and its index",
} as const;

/** Folder of the package that a module of the bundle belongs to, or undefined for the site's own. */
export function packageFolder(module: string): string | undefined {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1];
}

/**
 * The licences of everything that readers get and others wrote.
 *
 * @param bundled folders of the packages that the bundler found
 * @param nodeModules folder of the installed packages
 * @throws Error when a package does not say its licence
 */
export function thirdPartyText(bundled: Iterable<string>, nodeModules: string): string {
  const folders = new Set([...bundled, ...Object.keys(written).map((name) => join(nodeModules, name))]);
  const packages = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
    const text = licenceText(folder);
    if (!license || !text) {
      throw new Error(`${name} is shipped to readers and does not say its licence: ask its authors, or replace it`);
    }
    return { title: `${name} ${version} (${license})`, text };
  });
  const byText = Map.groupBy(packages, ({ text }) => text);
  const sections = [...byText].map(([text, of]) => ({
    titles: of.map(({ title }) => title).toSorted(),
    text,
  }));
  const line = "-".repeat(80);
  return [
    "What this site ships to its readers and others wrote, with their licences.\n",
    ...sections
      .toSorted((a, b) => ((a.titles[0] ?? "") < (b.titles[0] ?? "") ? -1 : 1))
      .map(({ titles, text }) => `${line}\n${titles.join("\n")}\n${line}\n\n${text}\n`),
  ].join("\n");
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

function licenceText(folder: string): string | undefined {
  const name = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry));
  if (!name) return undefined;
  const path = join(folder, name);
  return statSync(path).isDirectory() ? licenceText(path) : readFileSync(path, "utf8").trim();
}

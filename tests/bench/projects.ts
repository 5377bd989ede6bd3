import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { contentDir, projectRoot, samplesDir } from "../../src/config/paths.ts";
import { siteAddress, siteDescription, siteTitle } from "../../src/config/site.ts";
import { areas } from "../../src/content-model/areas.ts";
import { readCatalogue } from "../../src/content-model/catalogue.ts";
import { titleOf } from "../../src/content-model/page.ts";
import { pageMarkdown } from "../../src/machine/markdown.ts";

/** A project in a temporary folder that can be built; removed when it is done with. */
export interface Project extends Disposable {
  readonly folder: string;
}

/** What this project's build reads. */
const sources = [
  "astro.config.mjs",
  "package.json",
  "content",
  "kit",
  "public",
  "src",
  "tests/pipelines/conduit/go.mod",
];

/** A copy of this project. */
export function copyOfThis(): Project {
  const project = emptyProject();
  for (const path of sources) cpSync(join(projectRoot, path), join(project.folder, path), { recursive: true });
  return project;
}

/** Starlight as its template makes it, with the same pages in plain Markdown. */
export function bareStarlight(): Project {
  const project = emptyProject();
  const write = (path: string, text: string) => {
    const file = join(project.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  // Astro asks the dependencies which of them it has to bundle.
  const dependencies = { astro: "*", "@astrojs/starlight": "*" };
  write("package.json", JSON.stringify({ name: "bare", type: "module", private: true, dependencies }));
  write(
    "astro.config.mjs",
    `import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
export default defineConfig({ site: "https://example.com", integrations: [starlight({ title: "Bare" })] });
`,
  );
  write(
    "src/content.config.ts",
    `import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
import { defineCollection } from "astro:content";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`,
  );
  const catalogue = readCatalogue(contentDir);
  const site = {
    title: siteTitle,
    description: siteDescription,
    address: siteAddress,
    start: siteAddress,
    content: contentDir,
    samples: samplesDir,
    catalogue,
  };
  for (const page of catalogue.pages) {
    const text = pageMarkdown(page, site).replace(/^# .*\n/, "");
    const frontMatter = `---\ntitle: ${JSON.stringify(titleOf(page))}\n---\n`;
    write(`src/content/docs/${page.slug === "" ? "index" : page.slug}.md`, frontMatter + text);
  }
  return project;
}

/**
 * Adds guidelines to a copy of this project: each has the text of a real one,
 * an ID of its own and some words that no other page has.
 */
export function addGuidelines({ folder }: Project, count: number): void {
  const { guidelines } = readCatalogue(contentDir);
  for (let index = 0; index < count; index += 1) {
    // Areas in turn, and the guidelines of an area in turn.
    const area = areas[index % areas.length];
    const ofArea = guidelines.filter((guideline) => guideline.area === area && guideline.status !== "retired");
    const model = ofArea[Math.floor(index / areas.length) % ofArea.length];
    if (!area || !model) throw new Error(`the area ${area?.folder} has no guideline to copy`);
    const id = `${area.prefix}-GEN${index}`;
    const words = Array.from({ length: 5 }, (_, word) => `gen${index}word${word}`);
    const source = model.page.source
      .replaceAll(new RegExp(`(?<![\\w-])${model.id}(?![\\w-])`, "g"), id)
      .replace(/^related: \[(.*)\]$/m, (_line, related: string) => `related: [${withoutSelf(related, id, model.id)}]`)
      .replace(/^keywords: \[/m, `keywords: [${words.join(", ")}, `);
    writeFileSync(join(folder, "content/guidelines", area.folder, `${id.toLowerCase()}.md`), source);
  }
}

function withoutSelf(related: string, id: string, instead: string): string {
  return related
    .split(", ")
    .map((other) => (other === id ? instead : other))
    .join(", ");
}

/** Packages are linked one by one: what a build caches in node_modules stays in the project's folder. */
function emptyProject(): Project {
  // Below the project: Astro does not find the linked packages from a folder that shares no parent with them.
  const folder = mkdtempSync(join(projectRoot, ".bench-"));
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const entry of readdirSync(join(projectRoot, "node_modules"))) {
    if (!/^\.(?!bin$)/.test(entry))
      symlinkSync(join(projectRoot, "node_modules", entry), join(modules, basename(entry)));
  }
  return {
    folder,
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

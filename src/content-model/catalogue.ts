import { statSync } from "node:fs";
import { areas } from "./areas.ts";
import { type Guideline, readGuidelines } from "./guideline.ts";
import { type Page, readPages } from "./page.ts";
import type { Problem } from "./problem.ts";
import { filesBelow } from "./sample.ts";

/** The pages of the site and the guidelines among them, read once for all plugins. */
export interface Catalogue {
  readonly pages: readonly Page[];
  /** In the order of areas, then of IDs; those with problems are left out. */
  readonly guidelines: readonly Guideline[];
  readonly byId: ReadonlyMap<string, Guideline>;
  /** IDs of all guidelines, those with problems too. */
  readonly ids: ReadonlySet<string>;
  /** What is wrong with the guidelines that are left out. */
  readonly problems: readonly Problem[];
}

/** For how long nobody looks whether a file has changed, in milliseconds: plugins ask for every word. */
const freshFor = 500;

interface Known {
  looked: number;
  readonly signature: string;
  readonly catalogue: Catalogue;
}

/** One for the process: Astro loads this module anew for its configuration, for the content and for the pages. */
const shared = globalThis as typeof globalThis & { bestPracticesCatalogues?: Map<string, Known> };
shared.bestPracticesCatalogues ??= new Map();
const cached = shared.bestPracticesCatalogues;

/**
 * Reads the catalogue, again only when a file changed: the development server
 * asks for it with every page.
 *
 * @param content absolute path of the content folder
 */
export function readCatalogue(content: string): Catalogue {
  const known = cached.get(content);
  if (known && Date.now() - known.looked < freshFor) return known.catalogue;
  const signature = filesBelow(content)
    .filter((file) => /\.mdx?$/.test(file))
    .map((file) => `${file} ${statSync(file).mtimeMs}`)
    .join("\n");
  if (known?.signature === signature) {
    known.looked = Date.now();
    return known.catalogue;
  }
  const catalogue = loadCatalogue(content);
  cached.set(content, { looked: Date.now(), signature, catalogue });
  return catalogue;
}

/** Reads the catalogue from its files, as they are now. */
export function loadCatalogue(content: string): Catalogue {
  const pages = readPages(content);
  const { guidelines, ids, problems } = readGuidelines(pages);
  return { pages, guidelines, byId: new Map(guidelines.map((guideline) => [guideline.id, guideline])), ids, problems };
}

/** Guidelines that a guide lists, in the order of the catalogue; retired ones are not listed. */
export function guidelinesOfGuide(guide: string, { guidelines }: Pick<Catalogue, "guidelines">): Guideline[] {
  const listed = new Set<string>(areas.filter((area) => area.guide === guide).map(({ folder }) => folder));
  return guidelines.filter(({ area, status }) => listed.has(area.folder) && status !== "retired");
}

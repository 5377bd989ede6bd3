import { basename, dirname } from "node:path";
import { contentDir } from "../../src/config/paths.ts";
import { isGuide } from "../../src/content-model/check.ts";
import { isGuideline } from "../../src/content-model/guideline.ts";
import { readPages } from "../../src/content-model/page.ts";

const pages = readPages(contentDir).filter(({ slug }) => slug !== "404");

/** Paths of every page, relative to the site's base: "", "guides/snapshot/". */
export const paths = pages.map(({ slug }) => (slug === "" ? "" : `${slug}/`));

/** Paths of the guides that hold a diagram. */
export const pathsWithDiagrams = pages
  .filter(({ fences }) => fences.some(({ language }) => language === "mermaid"))
  .map(({ slug }) => `${slug}/`);

/** Paths of the guides. */
export const guidePaths = pages.filter(isGuide).map(({ slug }) => `${slug}/`);

/** Paths to visit in one test, by a name for it: each page alone, guidelines by area, because there are many. */
export const visits: ReadonlyMap<string, readonly string[]> = Map.groupBy(paths, (path) => {
  const page = pages.find(({ slug }) => isGuideline({ slug }) && `${slug}/` === path);
  return page ? `the guidelines on ${basename(dirname(page.file))}` : `/${path}`;
});

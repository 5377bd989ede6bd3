import type { StarlightUserConfig } from "@astrojs/starlight/types";
import { sectionOf, type sections } from "../content-model/check.ts";
import { checkFrontMatter } from "../content-model/front-matter.ts";
import { readPages } from "../content-model/page.ts";
import { contentDir } from "./paths.ts";

const pages = readPages(contentDir);

/** The pages of a section, in the order that their front matter gives them. */
function pagesOf(section: (typeof sections)[number]) {
  return pages
    .filter((page) => sectionOf(page) === section)
    .map(({ file, slug, frontMatter }) => ({
      slug,
      order: checkFrontMatter(file, frontMatter, "ordered").values?.order ?? 0,
    }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ slug }) => ({ slug }));
}

export const sidebar: StarlightUserConfig["sidebar"] = [
  { label: "Guides", items: pagesOf("guides") },
  { label: "Sample code", items: pagesOf("code") },
];

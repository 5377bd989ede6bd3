import type { StarlightUserConfig } from "@astrojs/starlight/types";
import { areas } from "../content-model/areas.ts";
import { readCatalogue } from "../content-model/catalogue.ts";
import { sectionOf, type sections } from "../content-model/check.ts";
import { checkFrontMatter } from "../content-model/front-matter.ts";
import { contentDir } from "./paths.ts";

const { pages, guidelines } = readCatalogue(contentDir);

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

/** A group for each area, without what is retired; src/config/route-data.ts shows the one that matters on a page. */
function areaGroups() {
  return areas.flatMap((area) => {
    const items = guidelines
      .filter(({ area: own, status }) => own === area && status !== "retired")
      .map(({ id, title, page }) => ({ slug: page.slug, label: id, attrs: { title } }));
    return items.length > 0 ? [{ label: area.title, collapsed: true, items }] : [];
  });
}

export const sidebar: StarlightUserConfig["sidebar"] = [
  { label: "Guides", items: pagesOf("guides") },
  {
    label: "Guidelines",
    items: [
      { slug: "guidelines", label: "All guidelines" },
      { slug: "checklist" },
      { slug: "symptoms" },
      ...areaGroups(),
    ],
  },
  { label: "More", items: [{ slug: "worksheet" }, { slug: "glossary" }, { slug: "about" }] },
  { label: "Sample code", items: pagesOf("code") },
];

import type { StarlightUserConfig } from "@astrojs/starlight/types";
import { isGuide } from "../content-model/check.ts";
import { checkFrontMatter } from "../content-model/front-matter.ts";
import { readPages } from "../content-model/page.ts";
import { contentDir } from "./paths.ts";

/** The guides, in the order that their front matter gives them. */
const guides = readPages(contentDir)
  .filter(isGuide)
  .map(({ file, slug, frontMatter }) => ({
    slug,
    order: checkFrontMatter(file, frontMatter, "guide").values?.order ?? 0,
  }))
  .toSorted((a, b) => a.order - b.order)
  .map(({ slug }) => ({ slug }));

export const sidebar: StarlightUserConfig["sidebar"] = [{ label: "Guides", items: guides }];

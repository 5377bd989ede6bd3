import type { StarlightUserConfig } from "@astrojs/starlight/types";

/**
 * How search weighs results: a word that a page repeats counts more, and a long
 * page counts less, than in Starlight's defaults. tests/site/search.spec.ts says
 * what has to be found.
 */
export const search: StarlightUserConfig["pagefind"] = {
  ranking: { pageLength: 0.3, termFrequency: 0.3, termSaturation: 2, termSimilarity: 9 },
};

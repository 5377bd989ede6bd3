import type { StarlightUserConfig } from "@astrojs/starlight/types";

/**
 * How search weighs results, for each word by itself (relaxed-search.ts adds them
 * up): words of the title and of the reason count more, and a long page counts
 * less, than in Pagefind's defaults. tests/site/search.spec.ts says what has to be found.
 */
export const search: StarlightUserConfig["pagefind"] = {
  ranking: {
    pageLength: 0.3,
    termFrequency: 1,
    termSaturation: 1.5,
    termSimilarity: 9,
    metaWeights: { title: 3, summary: 1, id: 1 },
  },
};

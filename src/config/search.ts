import type { StarlightUserConfig } from "@astrojs/starlight/types";

/**
 * How search weighs results, for each word by itself (relaxed-search.ts adds them
 * up): titles count less than in Pagefind's defaults, the reason more, and a word
 * that fits exactly a good deal more than one that only begins like it. tests/site/search.spec.ts says what has to be found.
 */
export const search: StarlightUserConfig["pagefind"] = {
  ranking: {
    pageLength: 0.3,
    termFrequency: 1,
    termSaturation: 1.5,
    termSimilarity: 9,
    metaWeights: { title: 1, summary: 1, id: 1 },
  },
};

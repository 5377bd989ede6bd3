import { defineCollection } from "astro:content";
import { docsSchema } from "@astrojs/starlight/schema";
import { glob } from "astro/loaders";
import { addedToStarlight } from "./content-model/front-matter.ts";
import { slugOf } from "./content-model/page.ts";

export const collections = {
  docs: defineCollection({
    loader: glob({
      base: "./content",
      pattern: ["**/*.{md,mdx}", "!samples/**"],
      generateId: ({ entry }) => slugOf(entry, "") || "index",
    }),
    schema: docsSchema({ extend: addedToStarlight }),
  }),
};

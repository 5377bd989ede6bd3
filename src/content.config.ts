import { defineCollection } from "astro:content";
import { docsSchema } from "@astrojs/starlight/schema";
import { glob, type Loader } from "astro/loaders";
import { contentDir, kitDir, samplesDir, sourceDir } from "./config/paths.ts";
import { addedToStarlight } from "./content-model/front-matter.ts";
import { guidelineFields } from "./content-model/guideline.ts";
import { fingerprintOfInputs } from "./content-model/inputs.ts";
import { slugOf } from "./content-model/page.ts";

const files = glob({
  base: "./content",
  pattern: ["**/*.{md,mdx}", "!samples/**"],
  generateId: ({ entry }) => slugOf(entry, "") || "index",
});

/** Pages are rendered again when a sample, a guideline's front matter, or what renders them (diagrams among it) changes. */
const filesWithInputs: Loader = {
  ...files,
  async load(context) {
    const inputs = fingerprintOfInputs(contentDir, [samplesDir, kitDir, sourceDir]);
    await files.load({ ...context, generateDigest: (text) => context.generateDigest(`${inputs}\n${text}`) });
    // Astro logs an error of a plugin and goes on with an empty page.
    const empty = context.store.values().filter(({ rendered, deferredRender }) => !deferredRender && !rendered?.html);
    if (empty.length > 0) {
      throw new Error(`these pages could not be rendered, see above: ${empty.map(({ id }) => id).join(", ")}`);
    }
  },
};

export const collections = {
  docs: defineCollection({
    loader: filesWithInputs,
    schema: (context) =>
      docsSchema({ extend: addedToStarlight.extend(guidelineFields.shape) })(context).transform(
        // A guideline's reason is what search engines and link previews show.
        (data) => ({ ...data, description: data.description ?? data.summary }),
      ),
  }),
};

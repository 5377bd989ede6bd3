import { defineMdastPlugin } from "satteri";
import { guidelinesOfGuide, readCatalogue } from "../content-model/catalogue.ts";
import {
  exceptionsSection,
  guidelinesSection,
  relatedSection,
  reportOfProof,
  seenSection,
} from "../content-model/derived.ts";
import { slugOf } from "../content-model/page.ts";
import { pagePath } from "./location.ts";

/**
 * Adds the sections that are made of front matter: the report of the proof,
 * exceptions, evidence and related guidelines to a guideline, the list of its
 * guidelines to a guide.
 *
 * @param content absolute path of the content folder
 * @param samples absolute path of the samples folder
 * @param base path that the site is served under, "/" at both ends
 */
export const derivedSectionsPlugin = (content: string, samples: string, base: string) =>
  defineMdastPlugin({
    name: "derived-sections",
    heading(node, context) {
      if (node.depth !== 2) return;
      const text = context.textContent(node);
      const catalogue = readCatalogue(content);
      const slug = slugOf(pagePath(context), content);
      const linkTo = (target: string) => `${base}${target}/`;
      const guideline = catalogue.guidelines.find(({ page }) => page.slug === slug);
      if (guideline) {
        if (text === "How to check") {
          const sections = [reportOfProof(guideline, samples), exceptionsSection(guideline)];
          context.insertBefore(node, { raw: sections.join("\n") });
        }
        if (text === "History") {
          const sections = [seenSection(guideline), relatedSection(guideline, catalogue, linkTo)];
          context.insertBefore(node, { raw: sections.join("\n") });
        }
        return;
      }
      const listed = guidelinesOfGuide(slug, catalogue);
      if (listed.length > 0 && text === "Check your work") {
        context.insertBefore(node, { raw: guidelinesSection(listed, linkTo) });
      }
    },
  });

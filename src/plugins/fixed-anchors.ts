import { defineHastPlugin } from "satteri";
import { fixedAnchor, isGuideline } from "../content-model/guideline.ts";
import { slugOf } from "../content-model/page.ts";
import { pagePath } from "./location.ts";

/**
 * Gives the sections of a guideline the anchors that links use for ever:
 * `## How to check` → `#check`.
 *
 * @param content absolute path of the content folder
 */
export const fixedAnchorsPlugin = (content: string) =>
  defineHastPlugin({
    name: "fixed-anchors",
    element: {
      filter: ["h2"],
      visit(node, context) {
        if (!isGuideline({ slug: slugOf(pagePath(context), content) })) return;
        const anchor = fixedAnchor(context.textContent(node));
        if (anchor) context.setProperty(node, "id", anchor);
      },
    },
  });

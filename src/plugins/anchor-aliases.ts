import GithubSlugger from "github-slugger";
import { defineHastPlugin } from "satteri";
import { fixedAnchor, isGuideline } from "../content-model/guideline.ts";
import { slugOf } from "../content-model/page.ts";
import { readRedirects } from "../content-model/redirects.ts";
import { pagePath } from "./location.ts";

/**
 * Keeps old names of sections alive: a redirect from `/guides/x/#old` to
 * `/guides/x/#new` puts an empty element with the old name into the heading.
 *
 * @param content absolute path of the content folder
 */
export const anchorAliasesPlugin = (content: string) =>
  defineHastPlugin({
    name: "anchor-aliases",
    element: {
      filter: ["h2", "h3", "h4"],
      visit(node, context) {
        const slug = slugOf(pagePath(context), content);
        const text = context.textContent(node);
        const anchor = (isGuideline({ slug }) && fixedAnchor(text)) || new GithubSlugger().slug(text);
        for (const { from, to } of readRedirects(content)) {
          if (to !== `/${slug}/#${anchor}`) continue;
          const alias = from.split("#", 2)[1] ?? "";
          context.insertBefore(node, { type: "element", tagName: "span", properties: { id: alias }, children: [] });
        }
      },
    },
  });

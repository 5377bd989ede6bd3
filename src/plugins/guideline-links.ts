import { defineMdastPlugin, type MdastContent } from "satteri";
import { idPattern } from "../content-model/areas.ts";
import { readCatalogue } from "../content-model/catalogue.ts";
import { guidelineSlug } from "../content-model/guideline.ts";
import { slugOf } from "../content-model/page.ts";
import { pagePath, problemAt } from "./location.ts";

/**
 * Turns a bare ID in running text into a link with the guideline's title as its
 * hint. IDs in links, headings and code stay as they are, and so does a
 * guideline's own.
 *
 * @param content absolute path of the content folder
 * @param base path that the site is served under, "/" at both ends
 */
export const guidelineLinksPlugin = (content: string, base: string) =>
  defineMdastPlugin({
    name: "guideline-links",
    options: { position: true },
    text(node, context) {
      const ids = [...node.value.matchAll(idPattern)];
      if (ids.length === 0) return;
      for (
        let parent: ReturnType<typeof context.parent> = context.parent(node);
        parent;
        parent = context.parent(parent)
      ) {
        if (parent.type === "link" || parent.type === "linkReference" || parent.type === "heading") return;
      }
      const { byId } = readCatalogue(content);
      const own = slugOf(pagePath(context), content);
      const parts: MdastContent[] = [];
      let end = 0;
      for (const match of ids) {
        const [id] = match;
        const guideline = byId.get(id);
        if (!guideline) throw problemAt(context, node, new Error(`there is no guideline ${id}`));
        if (guideline.page.slug === own) continue;
        parts.push({ type: "text", value: node.value.slice(end, match.index) });
        parts.push({
          type: "link",
          url: `${base}${guidelineSlug(id)}/`,
          title: guideline.title,
          children: [{ type: "text", value: id }],
        });
        end = match.index + id.length;
      }
      if (parts.length === 0) return;
      context.replaceNode(node, [...parts, { type: "text", value: node.value.slice(end) }]);
    },
  });

import { defineMdastPlugin } from "satteri";
import { resolveLink } from "../content-model/links.ts";
import { pagePath, problemAt } from "./location.ts";

/**
 * Turns links to Markdown files into links to their pages:
 * `./snapshot.md#resume` → `/base/guides/snapshot/#resume`.
 *
 * @param content absolute path of the content folder
 * @param base path that the site is served under, "/" at both ends
 */
export const pageLinksPlugin = (content: string, base: string) =>
  defineMdastPlugin({
    name: "page-links",
    options: { position: true },
    link(node, context) {
      try {
        const target = resolveLink(node.url, pagePath(context), content);
        if (target.kind !== "page") return;
        const folder = target.slug === "" ? "" : `${target.slug}/`;
        const fragment = target.fragment === "" ? "" : `#${encodeURIComponent(target.fragment)}`;
        context.setProperty(node, "url", `${base}${folder}${fragment}`);
      } catch (error) {
        throw problemAt(context, node, error);
      }
    },
  });

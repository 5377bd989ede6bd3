import { readFileSync } from "node:fs";
import { defineMdastPlugin } from "satteri";
import { renderedDiagram } from "../diagrams/source.ts";
import { problemAt } from "./location.ts";

/**
 * Replaces Mermaid fences by the picture that was rendered ahead. The picture
 * stays out of the search index; its text alternative takes its place there.
 *
 * @param rendered absolute path of the folder with the rendered pictures
 */
export const diagramPlugin = (rendered: string) =>
  defineMdastPlugin({
    name: "diagram",
    options: { position: true },
    async code(node, context) {
      if (node.lang !== "mermaid") return;
      try {
        const { title, description, picture } = await renderedDiagram(node.value, rendered);
        const figure = figureHtml(readFileSync(picture, "utf8"), title, description);
        return { raw: figure, mdxExpressions: false };
      } catch (error) {
        throw problemAt(context, node, error);
      }
    },
  });

function figureHtml(svg: string, title: string, description: string): string {
  return [
    '<figure class="diagram">',
    `<div class="diagram-picture" data-pagefind-ignore="all" tabindex="0" role="group" aria-label="${escapeHtml(title)}">`,
    // One line: a blank line inside raw HTML would end it.
    svg.replaceAll(/\s*\n\s*/g, " "),
    "</div>",
    `<figcaption><strong>${escapeHtml(title)}.</strong> ${escapeHtml(description)}</figcaption>`,
    "</figure>",
  ].join("\n");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

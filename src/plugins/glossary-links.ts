import { defineMdastPlugin, type MdastContent, type MdastPluginDefinition } from "satteri";
import { readCatalogue } from "../content-model/catalogue.ts";
import { glossarySlug, readGlossary, type Term } from "../content-model/glossary.ts";
import { slugOf } from "../content-model/page.ts";
import { pagePath } from "./location.ts";

/** Node types whose text is no running text, or is a link already. */
const leftAlone = new Set(["link", "linkReference", "heading", "tableCell", "strong"]);

/**
 * Links the first use of each glossary term on a page to its definition, which
 * is also the link's hint. A new plugin for each page: "first" is its state.
 *
 * @param content absolute path of the content folder
 * @param base path that the site is served under, "/" at both ends
 */
export const glossaryLinksPlugin = (content: string, base: string) => (): MdastPluginDefinition => {
  const linked = new Set<string>();
  return defineMdastPlugin({
    name: "glossary-links",
    text(node, context) {
      const slug = slugOf(pagePath(context), content);
      if (!/^(?:guides|g)\//.test(slug)) return;
      for (
        let parent: ReturnType<typeof context.parent> = context.parent(node);
        parent;
        parent = context.parent(parent)
      ) {
        if (leftAlone.has(parent.type)) return;
      }
      const terms = readGlossary(readCatalogue(content).pages);
      const parts: MdastContent[] = [];
      let rest = node.value;
      for (let found = firstTerm(rest, terms, linked); found; found = firstTerm(rest, terms, linked)) {
        const { term, index, text } = found;
        linked.add(term.name);
        parts.push({ type: "text", value: rest.slice(0, index) });
        parts.push({
          type: "link",
          url: `${base}${glossarySlug}/#${term.anchor}`,
          title: term.hint,
          children: [{ type: "text", value: text }],
          data: { hProperties: { class: "term" } },
        });
        rest = rest.slice(index + text.length);
      }
      if (parts.length > 0) context.replaceNode(node, [...parts, { type: "text", value: rest }]);
    },
  });
};

/** The term that stands first in a text, the longest one where several begin. */
function firstTerm(
  text: string,
  terms: readonly Term[],
  linked: ReadonlySet<string>,
): { term: Term; index: number; text: string } | undefined {
  return terms
    .filter(({ name }) => !linked.has(name))
    .flatMap((term) => {
      const match = term.pattern.exec(text);
      return match ? [{ term, index: match.index, text: match[0] }] : [];
    })
    .toSorted((a, b) => a.index - b.index || b.text.length - a.text.length)[0];
}

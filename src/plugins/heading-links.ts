import { defineHastPlugin } from "satteri";

/**
 * Puts the address of a section beside its heading, for readers who want to
 * link it. The heading keeps its name: the link stands outside of it.
 */
export const headingLinksPlugin = defineHastPlugin({
  name: "heading-links",
  element: {
    filter: ["h2", "h3", "h4"],
    visit(node, context) {
      const { id } = node.properties;
      if (typeof id !== "string") return;
      const label = `Link to “${context.textContent(node)}”`;
      return {
        type: "element",
        tagName: "div",
        properties: { className: ["heading", `of-${node.tagName}`] },
        children: [
          node,
          {
            type: "element",
            tagName: "a",
            properties: { className: ["anchor"], href: `#${id}`, ariaLabel: label },
            children: [],
          },
        ],
      };
    },
  },
});

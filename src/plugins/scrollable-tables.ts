import { defineHastPlugin } from "satteri";

/**
 * Lets a table that is wider than a phone scroll by itself, also by keyboard, and names it by its columns.
 */
export const scrollableTablesPlugin = defineHastPlugin({
  name: "scrollable-tables",
  element: {
    filter: ["table"],
    visit(node, context) {
      const columns: string[] = [];
      for (const section of node.children) {
        if (section.type !== "element" || section.tagName !== "thead") continue;
        for (const row of section.children) {
          if (row.type !== "element") continue;
          for (const cell of row.children) if (cell.type === "element") columns.push(context.textContent(cell).trim());
        }
      }
      const label = `Table: ${columns.filter(Boolean).join(", ")}`;
      return {
        type: "element",
        tagName: "div",
        properties: { className: ["table"], tabIndex: 0, role: "group", ariaLabel: label },
        children: [node],
      };
    },
  },
});

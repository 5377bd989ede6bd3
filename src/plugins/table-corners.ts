import { defineHastPlugin } from "satteri";

/** Turns header cells without words into plain cells: a corner heads nothing, and assistive technology would stop at it. */
export const tableCornersPlugin = defineHastPlugin({
  name: "table-corners",
  element: {
    filter: ["th"],
    visit(node, context) {
      if (context.textContent(node).trim() !== "") return;
      return { ...node, tagName: "td" };
    },
  },
});

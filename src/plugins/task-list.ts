import { defineHastPlugin } from "satteri";

/**
 * Makes the checklists usable: the box can be ticked, and its text is its label.
 * Markdown gives a disabled box that assistive technology cannot name.
 */
export const taskListPlugin = defineHastPlugin({
  name: "task-list",
  element: {
    filter: ["li"],
    visit(node, context) {
      const [box, ...rest] = node.children;
      if (box?.type !== "element" || box.tagName !== "input" || box.properties["type"] !== "checkbox") return;
      const { disabled: _disabled, ...properties } = box.properties;
      context.setProperty(node, "children", [
        { type: "element", tagName: "label", properties: {}, children: [{ ...box, properties }, ...rest] },
      ]);
    },
  },
});

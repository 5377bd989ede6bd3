import assert from "node:assert/strict";
import { it } from "node:test";
import { markdownToHtml } from "satteri";
import { tableCornersPlugin } from "./table-corners.ts";

it("a corner without words is no header, and other headers stay", () => {
  const { html } = markdownToHtml("| | C |\n| - | - |\n| 1 | 2 |\n", {
    hastPlugins: [tableCornersPlugin],
    features: { gfm: true },
  });
  assert.match(html, /<td><\/td>\s*<th>C<\/th>/);
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { markdownToHtml } from "satteri";
import { scrollableTablesPlugin } from "./scrollable-tables.ts";

it("a table can be scrolled by keyboard and is named by its columns", () => {
  const { html } = markdownToHtml('| A `b` | "C" |\n| - | - |\n| 1 | 2 |\n', {
    hastPlugins: [scrollableTablesPlugin],
    features: { gfm: true },
  });
  assert.match(html, /^<div class="table" tabindex="0" role="group" aria-label="Table: A b, &quot;C&quot;"><table>/);
  assert.match(html.trim(), /<\/table><\/div>$/);
});

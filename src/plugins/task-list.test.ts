import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { markdownToHtml } from "satteri";
import { taskListPlugin } from "./task-list.ts";

const render = (markdown: string) => markdownToHtml(markdown, { hastPlugins: [taskListPlugin] }).html;

describe("task-list", () => {
  it("gives every box its text as label, and lets it be ticked", () => {
    const html = render("- [ ] One `thing`\n- [x] Another\n");
    assert.match(html, /<label><input type="checkbox">\s*One <code>thing<\/code><\/label>/);
    assert.match(html, /<label><input type="checkbox" checked>\s*Another<\/label>/);
    assert.doesNotMatch(html, /disabled/);
  });

  it("leaves other lists alone", () => {
    assert.equal(render("- One\n- Two\n"), "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\n");
  });
});

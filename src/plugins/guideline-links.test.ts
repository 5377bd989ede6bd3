import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { after, describe, it } from "node:test";
import { layContent, smallSite } from "../content-model/testing.ts";
import { guidelineLinksPlugin } from "./guideline-links.ts";
import { renderFile } from "./testing.ts";

const content = layContent(smallSite);
after(() => rmSync(content, { recursive: true }));

const render = (path: string) =>
  renderFile(`${content}${path}`, { mdastPlugins: [guidelineLinksPlugin(content, "/docs/")] });

describe("guideline-links", () => {
  it("links a bare ID, with the title as its hint", async () => {
    assert.match(
      await render("guides/positions-and-acknowledgements.md"),
      /<a href="\/docs\/g\/pos-one\/" title="The statement of pos-one">POS-ONE<\/a>, and a record/,
    );
  });

  it("leaves IDs in links and code alone", async () => {
    assert.match(
      await render("guides/positions-and-acknowledgements.md"),
      /<a href="[^"]*ments\.md">POS-TWO<\/a> stays/,
    );
    assert.match(await render("guidelines/position/pos-one.md"), /and <code>POS-TWO<\/code>/);
  });

  it("refuses an ID that no guideline has, with file and line", async () => {
    writeFileSync(`${content}guides/other.md`, "---\ntitle: Other\n---\n\nSee\nPOS-THREE.\n");
    await assert.rejects(() => render("guides/other.md"), /guides\/other\.md:\d+: there is no guideline POS-THREE/);
  });
});

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import { layContent, smallSite } from "../content-model/testing.ts";
import { glossaryLinksPlugin } from "./glossary-links.ts";
import { renderFile } from "./testing.ts";

const content = layContent(smallSite);
after(() => rmSync(content, { recursive: true }));

const render = (path: string) =>
  renderFile(`${content}${path}`, { mdastPlugins: [glossaryLinksPlugin(content, "/docs/")] });

describe("glossary-links", () => {
  it("links the first use of a term, once on each page, with its definition as the hint", async () => {
    for (let page = 0; page < 2; page++) {
      const html = await render("guides/positions-and-acknowledgements.md");
      assert.equal(html.match(/glossary\/#record/g)?.length, 1);
      assert.match(
        html,
        /a <a href="\/docs\/glossary\/#record" title="What a source reads, see code\." class="term">record<\/a>\. Records again/,
      );
    }
  });

  it("leaves the glossary itself alone", async () => {
    assert.doesNotMatch(await render("glossary.md"), /class="term"/);
  });
});

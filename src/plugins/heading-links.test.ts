import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { satteriHeadingIdsPlugin } from "@astrojs/markdown-satteri";
import { markdownToHtml } from "satteri";
import { headingLinksPlugin } from "./heading-links.ts";

const render = async (markdown: string) =>
  (await markdownToHtml(markdown, { hastPlugins: [satteriHeadingIdsPlugin(), headingLinksPlugin] })).html;

describe("heading-links", () => {
  it("puts a named link beside the heading, and nothing into it", async () => {
    assert.equal(
      (await render('## Use `Read` & "ack"\n')).trim(),
      '<div class="heading of-h2"><h2 id="use-read--ack">Use <code>Read</code> &amp; "ack"</h2>' +
        '<a class="anchor" href="#use-read--ack" aria-label="Link to “Use Read &amp; &quot;ack&quot;”"></a></div>',
    );
  });

  it("leaves the title and plain text alone", async () => {
    assert.equal((await render("# One\n\nText.\n")).trim(), '<h1 id="one">One</h1>\n<p>Text.</p>');
  });
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, describe, it } from "node:test";
import { diagramId } from "../diagrams/source.ts";
import { diagramPlugin } from "./diagram.ts";
import { renderWith } from "./testing.ts";

const rendered = `${mkdtempSync(`${tmpdir()}/best-practices-diagrams-`)}/`;
after(() => rmSync(rendered, { recursive: true }));

const source = 'flowchart TB\n  accTitle: A "title"\n  accDescr: What <the> picture says\n  a --> b';
writeFileSync(`${rendered}${diagramId(source)}.svg`, "<svg>\n\n<text>{a}</text>\n</svg>");

const render = (diagram: string) => renderWith(diagramPlugin(rendered), `\`\`\`mermaid\n${diagram}\n\`\`\`\n`);

describe("diagram", () => {
  it("puts the picture into the page, with title and text alternative", async () => {
    const html = await render(source);
    assert.match(html, /<svg> <text>{a}<\/text> <\/svg>/);
    assert.match(html, /aria-label="A &quot;title&quot;"/);
    assert.match(html, /<figcaption>.*What &lt;the> picture says<\/figcaption>/);
    assert.doesNotMatch(html, /flowchart/);
  });

  it("keeps the picture out of the search index, and the text alternative in it", async () => {
    assert.match(await render(source), /<div[^>]*data-pagefind-ignore="all"[^>]*>\s*<svg/);
  });

  for (const [what, diagram, reason] of [
    [
      "broken Mermaid",
      source.replace("-->", "--<"),
      /page-under-test\.md:\d+: Mermaid cannot parse the diagram: .*Expecting/,
    ],
    ["a missing title", source.replace(/.*accTitle.*\n/, ""), /needs a title: add a line accTitle/],
    ["a missing text alternative", source.replace(/.*accDescr.*\n/, ""), /needs a text alternative/],
    ["colours of its own", `${source}\n  style a fill:#f00`, /take their colours from the theme/],
    ["a diagram that was not rendered", `${source}\n  b --> c`, /run npm run diagrams/],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(async () => render(diagram), reason);
    });
  }
});

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import { guidelineText, layContent, smallSite } from "../content-model/testing.ts";
import { derivedSectionsPlugin } from "./derived-sections.ts";
import { fixedAnchorsPlugin } from "./fixed-anchors.ts";
import { renderFile } from "./testing.ts";

const commit = "ab".repeat(20);
const seen = `    main: { commit: ${commit}, looked: 2026-11-29, state: same }`;
const proved = `proof:
  test: proofs/postwo/proof_test.go#TestProof
  good: proofs/postwo/good.go#good
  bad: proofs/postwo/bad.go#bad`;
const held = `proof:
  benchmark: one-by-one
  good: benchmarks/posone/good.go#good
  bad: benchmarks/posone/bad.go#bad`;
const lines = [
  { text: "at once", benchmark: "Good", code: "right", best: 4_120 },
  { text: "one by one", benchmark: "Bad", code: "wrong", best: 2_000 },
  { text: "one by <two>", benchmark: "Worse", code: "wrong", best: 412 },
];
const recording = {
  ...{ go: "1.26.8", system: "linux/amd64", cpus: 2, rounds: 10, modules: {} },
  groups: [{ name: "one-by-one", title: "Write", unit: "rows/s", package: "benchmarks/posone", digest: "0", lines }],
};
const content = layContent({
  ...smallSite,
  "guidelines/position/pos-three.md": guidelineText("POS-THREE").replace(/proof:\n.*/, held),
  "samples/recorded/benchmark.json": JSON.stringify(recording),
  "guidelines/position/pos-two.md": guidelineText("POS-TWO").replace(/proof:\n.*/, `${seen}\n${proved}`),
  "samples/recorded/proofs/postwo.txt": "$ go test -v ./proofs/postwo\nrow 7 <twice>\n",
});
after(() => rmSync(content, { recursive: true }));

const render = (path: string) =>
  renderFile(`${content}${path}`, {
    mdastPlugins: [derivedSectionsPlugin(content, `${content}samples/`, "/docs/")],
    hastPlugins: [fixedAnchorsPlugin(content)],
  });
const anchors = (html: string) => [...html.matchAll(/<h2(?: id="(.*?)")?>/g)].map((match) => match[1]);

describe("derived-sections", () => {
  it("gives a guideline its sections in order, with anchors that never change", async () => {
    const html = await render("guidelines/position/pos-one.md");
    assert.deepEqual(anchors(html), ["why", "do", "dont", "exceptions", "check", "seen", "related", "history"]);
  });

  it("makes exceptions, evidence and related guidelines of the front matter", async () => {
    const html = await render("guidelines/position/pos-one.md");
    assert.match(html, /<strong>The system is &lt;another&gt;<\/strong>: Do <code>that<\/code>/);
    assert.match(
      html,
      /<strong>Follows\.<\/strong> <a href="https:[^"]+">conduit-connector-file v0\.10\.3, destination\.go<\/a>: The count/,
    );
    assert.match(html, /<a href="\/docs\/g\/pos-two\/">POS-TWO<\/a>: The statement of pos-two/);
  });

  it("says at which commit of main it is still so, and when somebody looked", async () => {
    const html = await render("guidelines/position/pos-two.md");
    assert.match(
      html,
      /The count that is returned\. Still so at <a href="[^"]+\/blob\/(?:ab){20}\/destination\.go">abababa<\/a> of main, seen on 2026-11-29\./,
    );
  });

  it("shows under the wrong code what its proof reported", async () => {
    const html = await render("guidelines/position/pos-two.md");
    assert.match(
      html,
      /a: 2\n<\/code><\/pre>\n<p>Run, it goes wrong[^<]*<\/p>\n<pre><code class="language-text">row 7 &lt;twice&gt;\n/,
    );
  });

  it("shows under the wrong code what its benchmark measured", async () => {
    const html = await render("guidelines/position/pos-three.md");
    assert.match(html, /a: 2\n<\/code><\/pre>\n<p>Measured[^<]*<strong>2\.1 to 10\.0 times as long<\/strong>/);
    const cells = [...html.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map((match) => match[1]);
    assert.deepEqual(cells, [
      ...["Write", "rows/s", "slower"],
      ...["right: at once", "4,120", "1.0"],
      ...["wrong: one by one", "2,000", "2.1"],
      ...["wrong: one by &lt;two&gt;", "412", "10.0"],
    ]);
    assert.match(html, /Go 1\.26\.8, linux\/amd64, 2 CPUs, best of 10 rounds/);
  });

  it("lists a guide's guidelines before its checklist, and leaves its anchors alone", async () => {
    const html = await render("guides/positions-and-acknowledgements.md");
    assert.match(html, /<h2>Guidelines<\/h2>[\s\S]*pos-one[\s\S]*pos-two[\s\S]*<h2>Check your work<\/h2>/);
  });
});

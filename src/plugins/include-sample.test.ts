import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, describe, it } from "node:test";
import { includeSamplePlugin } from "./include-sample.ts";
import { renderWith } from "./testing.ts";

const root = `${mkdtempSync(`${tmpdir()}/best-practices-samples-`)}/`;
const samples = `${root}content/samples/`;
mkdirSync(`${samples}own`, { recursive: true });
mkdirSync(`${root}kit`);
writeFileSync(`${root}kit/b.go`, "package kit\n");
writeFileSync(
  `${samples}own/a.go`,
  'package own\n\n// #region hello\nvar x = "<b>&amp;</b>" // {"{not an expression}"}\n// #endregion hello\n',
);
after(() => rmSync(root, { recursive: true }));

const render = (body: string) => renderWith(includeSamplePlugin(samples), body);

describe("include-sample", () => {
  it("fills the fence with the region, and leaves no marker behind", async () => {
    const html = await render('```go file="own/a.go" region="hello"\n```\n');
    assert.match(html, /var x = /);
    assert.doesNotMatch(html, /package own|#region|#endregion/);
  });

  it("fills the fence with the whole file, without its markers", async () => {
    const html = await render('```go file="own/a.go"\n```\n');
    assert.match(html, /package own/);
    assert.doesNotMatch(html, /#region|#endregion/);
  });

  it("finds the kit beside the content folder", async () => {
    assert.match(await render('```go file="kit/b.go"\n```\n'), /package kit/);
  });

  it("escapes what a sample holds", async () => {
    assert.match(
      await render('```go file="own/a.go" region="hello"\n```\n'),
      /&lt;b>&amp;amp;&lt;\/b>|&lt;b&gt;&amp;amp;/,
    );
  });

  it("leaves other fences alone", async () => {
    assert.match(await render("```sh\nls\n```\n"), /<code class="language-sh">ls/);
  });

  for (const [what, fence, reason] of [
    [
      "an unknown region",
      '```go file="own/a.go" region="bye"\n```',
      /page-under-test\.md:7: file="own\/a\.go" has no region "bye"; its regions: hello/,
    ],
    [
      "an unknown file",
      '```go file="own/b.go"\n```',
      /page-under-test\.md:7: file="own\/b\.go" does not exist; content\/samples\/own holds: a\.go/,
    ],
    ["a file outside the samples", '```go file="../../etc/passwd"\n```', /lies outside content\/samples/],
  ] as const) {
    it(`refuses ${what} with file, line and reason`, async () => {
      await assert.rejects(async () => render(`A paragraph.\n\n${fence}\n`), reason);
    });
  }
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contentDir } from "../config/paths.ts";
import { anchorsOf, resolveLink } from "./links.ts";

const home = `${contentDir}index.mdx`;
const guide = `${contentDir}guides/snapshot.md`;

describe("resolveLink", () => {
  it("turns a path to a file into the page's slug and fragment", () => {
    assert.deepEqual(resolveLink("./guides/snapshot.md#large-tables", home, contentDir), {
      kind: "page",
      file: guide,
      slug: "guides/snapshot",
      fragment: "large-tables",
    });
    assert.equal(resolveLink("../index.mdx", guide, contentDir).kind, "page");
    assert.deepEqual(resolveLink("#here", guide, contentDir), { kind: "anchor", fragment: "here" });
  });

  it("leaves addresses outside alone", () => {
    for (const url of [
      "https://conduitdata.io/docs/",
      "https://github.com/ConduitIO/conduit-connector-sdk/blob/v0.14.2/source.go#L265-L325",
    ]) {
      assert.deepEqual(resolveLink(url, guide, contentDir), { kind: "external" });
    }
  });

  for (const [url, reason] of [
    ["./none.md", /there is no such page/],
    ["/guides/snapshot/", /write the relative path of a Markdown file/],
    ["../../README.md", /leaves the content folder/],
    ["https://conduit.io/docs", /conduit\.io is dead/],
    ["http://example.org/", /use https/],
    ["https://github.com/a/b/blob/main/x.go", /link code at a tag or a full commit, not at main/],
    ["https://github.com/a/b/blob/78cf3a46/x.go", /link code at a tag or a full commit/],
  ] as const) {
    it(`refuses ${url}`, () => assert.throws(() => resolveLink(url, guide, contentDir), reason));
  }
});

describe("anchorsOf", () => {
  it("numbers headings that repeat, as the site does", () => {
    const headings = ["A & B", "`Read`", "`Read`"].map((text) => ({
      line: 1,
      depth: 2,
      text: text.replaceAll("`", ""),
    }));
    assert.deepEqual(anchorsOf(headings), ["a--b", "read", "read-1"]);
  });
});

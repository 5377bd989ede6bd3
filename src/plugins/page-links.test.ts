import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, describe, it } from "node:test";
import { pageLinksPlugin } from "./page-links.ts";
import { renderWith } from "./testing.ts";

const content = `${mkdtempSync(`${tmpdir()}/best-practices-content-`)}/`;
writeFileSync(`${content}other.md`, "");
writeFileSync(`${content}index.mdx`, "");
after(() => rmSync(content, { recursive: true }));

const render = (body: string) => renderWith(pageLinksPlugin(content, "/docs/best-practices/"), body, content);

describe("page-links", () => {
  for (const [written, address] of [
    ["./other.md", "/docs/best-practices/other/"],
    ["./other.md#some-section", "/docs/best-practices/other/#some-section"],
    ["./index.mdx", "/docs/best-practices/"],
    ["#here", "#here"],
    ["https://conduitdata.io/docs/", "https://conduitdata.io/docs/"],
  ] as const) {
    it(`${written} → ${address}`, async () => {
      assert.match(await render(`[text](${written})`), new RegExp(`href="${address}"`));
    });
  }

  it("refuses a dead link with file, line and reason", async () => {
    await assert.rejects(
      async () => render("First.\n\n[text](./gone.md)"),
      /page-under-test\.md:7: link to \.\/gone\.md: there is no such page/,
    );
  });
});

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import { layContent, smallSite } from "../content-model/testing.ts";
import { anchorAliasesPlugin } from "./anchor-aliases.ts";
import { renderFile } from "./testing.ts";

const guide = "/guides/positions-and-acknowledgements/";
const content = layContent({
  ...smallSite,
  "redirects.yaml": `"${guide}#summary": "${guide}#in-short"\n"/g/pos-one/#test": "/g/pos-one/#check"\n`,
});
after(() => rmSync(content, { recursive: true }));

const render = (path: string) => renderFile(`${content}${path}`, { hastPlugins: [anchorAliasesPlugin(content)] });

describe("anchor-aliases", () => {
  it("keeps the old name of a section alive", async () => {
    assert.match(await render("guides/positions-and-acknowledgements.md"), /<span id="summary"><\/span><h2>In short/);
    assert.match(await render("guidelines/position/pos-one.md"), /<span id="test"><\/span><h2>How to check/);
  });
});

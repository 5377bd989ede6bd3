import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { contentDir, fontFile, renderedDiagramsDir } from "../config/paths.ts";
import { areas } from "../content-model/areas.ts";
import { readPages, titleOf } from "../content-model/page.ts";
import { filesBelow } from "../content-model/sample.ts";
import { characters, subsetOfFont } from "./subset.ts";

describe("the font", () => {
  it("is the subset of the installed one", async () => {
    assert.ok(readFileSync(fontFile).equals(await subsetOfFont()), "run npm run font and commit the file");
  });

  it("has every character of titles, headings and diagrams", () => {
    const texts = [
      ...areas.map(({ title }) => ({ where: "src/content-model/areas.ts", text: title })),
      ...readPages(contentDir).flatMap((page) => [
        { where: page.file, text: titleOf(page) },
        ...page.headings.map(({ line, text }) => ({ where: `${page.file}:${line}`, text })),
      ]),
      ...filesBelow(renderedDiagramsDir).map((file) => ({ where: file, text: drawnText(readFileSync(file, "utf8")) })),
    ];
    const missing = texts.flatMap(({ where, text }) =>
      [...new Set(text)]
        .filter((letter) => !characters.includes(letter))
        .map((letter) => `${where}: add ${JSON.stringify(letter)} to src/fonts/subset.ts, or use another word`),
    );
    assert.deepEqual(missing, []);
  });
});

/** Text of a picture, without its style sheet and line breaks. */
function drawnText(svg: string): string {
  return svg
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, "")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll("\n", "");
}

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { loadCatalogue } from "./catalogue.ts";
import { checkContent } from "./check.ts";
import { brokenPromises, ledgerFile, ledgerText, publishedLines, readLedger } from "./ledger.ts";
import { formatProblems } from "./problem.ts";
import { readRedirects } from "./redirects.ts";
import { renameGuideline } from "./rename.ts";
import { filesBelow } from "./sample.ts";
import { layContent, smallSite } from "./testing.ts";

/** A site whose ledger is up to date. */
function laySite(): string {
  const content = layContent(smallSite);
  writeFileSync(`${content}${ledgerFile}`, ledgerText(publishedLines(loadCatalogue(content))));
  return content;
}

const problems = async (content: string) =>
  formatProblems(
    await checkContent({
      content,
      samples: `${content}samples/`,
      renderedDiagrams: content,
      conduitModule: `${content}samples/conduit.mod`,
    }),
    content,
  );

describe("renaming a guideline", () => {
  it("keeps every promise: file, mentions, history, redirect", async () => {
    const content = laySite();
    assert.equal(await problems(content), "");
    renameGuideline(content, "POS-TWO", "POS-OTHER", "2026-12-01");
    assert.equal(await problems(content), "");
    assert.match(
      readFileSync(`${content}guidelines/position/pos-one.md`, "utf8"),
      /related: \[POS-OTHER\][\s\S]*See POS-OTHER/,
    );
    assert.match(
      readFileSync(`${content}guidelines/position/pos-other.md`, "utf8"),
      /- 2026-12-01: Renamed from pos-two\./,
    );
    assert.deepEqual(readRedirects(content), [{ from: "/g/pos-two/", to: "/g/pos-other/" }]);
    const published = publishedLines(loadCatalogue(content));
    const ledger = [...readLedger(content), ...published];
    assert.deepEqual(brokenPromises(ledger, published, readRedirects(content)), []);
    rmSync(content, { recursive: true });
  });

  it("leads every old address to the newest one", () => {
    const content = laySite();
    renameGuideline(content, "POS-TWO", "POS-OTHER", "2026-12-01");
    renameGuideline(content, "POS-OTHER", "SNAP-OTHER", "2026-12-02");
    assert.deepEqual(readRedirects(content), [
      { from: "/g/pos-other/", to: "/g/snap-other/" },
      { from: "/g/pos-two/", to: "/g/snap-other/" },
    ]);
    rmSync(content, { recursive: true });
  });

  for (const [from, to, message] of [
    ["POS-NONE", "POS-OTHER", /there is no guideline POS-NONE/],
    ["POS-TWO", "pos-other", /pos-other is no ID/],
    ["POS-TWO", "POS-ONE", /POS-ONE was used before/],
  ] as const) {
    it(`refuses ${from} → ${to} and changes nothing`, () => {
      const content = laySite();
      const state = () => filesBelow(content).map((file) => [file, readFileSync(file, "utf8")]);
      const before = state();
      assert.throws(() => renameGuideline(content, from, to, "2026-12-01"), message);
      assert.deepEqual(state(), before);
      rmSync(content, { recursive: true });
    });
  }
});

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import { readCatalogue } from "./catalogue.ts";
import { brokenPromises, ledgerText, publishedLines } from "./ledger.ts";
import { layContent, smallSite } from "./testing.ts";

const content = layContent(smallSite);
after(() => rmSync(content, { recursive: true }));
const published = publishedLines(readCatalogue(content));

describe("the ledger", () => {
  it("holds addresses, sections and IDs with the day of their first use", () => {
    for (const line of ["/g/pos-one/", "/g/pos-one/#check", "POS-ONE 2026-11-22", "/glossary/#record"]) {
      assert.ok(published.includes(line), line);
    }
    assert.ok(published.includes("/guides/positions-and-acknowledgements/#guidelines"), "derived sections count, too");
  });

  it("is sorted, and keeps what it holds", () => {
    assert.match(ledgerText(["b", "a", "b"]), /^#.*\n#.*\na\nb\n$/);
  });

  it("is content when everything published is still there", () => {
    assert.deepEqual(brokenPromises(published, published, []), []);
  });

  for (const [what, ledger, now, redirects, message] of [
    ["a page that is gone", [...published, "/guides/old/"], published, [], /\/guides\/old\/ was published and is gone/],
    ["a section that is gone", [...published, "/g/pos-one/#old"], published, [], /#old was published and is gone/],
    ["an ID that is gone", [...published, "POS-OLD 2026-11-22"], published, [], /POS-OLD is gone: keep its page/],
    [
      "an ID that is used a second time",
      published.map((line) => line.replace("POS-ONE 2026-11-22", "POS-ONE 2025-01-01")),
      published,
      [],
      /POS-ONE was first used on 2025-01-01; a guideline that begins on 2026-11-22 needs an ID of its own/,
    ],
    ["what is not in it yet", published.slice(1), published, [], /run npm run ledger/],
    ["a redirect of nothing", published, published, [{ from: "/x/", to: "/" }], /\/x\/ was never published/],
    [
      "a redirect to a page without the section",
      [...published, "/guides/old/", "/guides/old/#part"],
      published,
      [{ from: "/guides/old/", to: "/glossary/" }],
      /\/guides\/old\/#part was published and is gone/,
    ],
  ] as const) {
    it(`complains of ${what}`, () => {
      const found = brokenPromises(ledger, now, redirects);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", message);
    });
  }

  it("takes a redirect for a page, its sections and its ID", () => {
    const ledger = [...published, "/g/pos-old/", "/g/pos-old/#why", "POS-OLD 2026-11-22"];
    assert.deepEqual(brokenPromises(ledger, published, [{ from: "/g/pos-old/", to: "/g/pos-one/" }]), []);
  });
});

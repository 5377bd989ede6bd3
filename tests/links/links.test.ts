import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { contentDir } from "../../src/config/paths.ts";
import { readLedger } from "../../src/content-model/ledger.ts";
import { readRedirects } from "../../src/content-model/redirects.ts";
import { buildSite } from "../build.ts";
import { checkLinks } from "./check.ts";
import { inventoryFile, readInventory } from "./inventory.ts";
import { type BuiltSite, readPage, readSite } from "./site.ts";

for (const base of ["/", "/docs/best-practices/"]) {
  describe(`the site under ${base}`, async () => {
    using built = await buildSite(base);
    const site = readSite(built.folder);
    const report = checkLinks(site, base);

    it("has pages with links", () => {
      const links = [...site.pages.values()].flatMap((page) => page.references);
      assert.ok(site.pages.size >= 12, `only ${site.pages.size} pages were found`);
      assert.ok(links.length > 500, `only ${links.length} links were found`);
    });

    it("has no broken link, fragment, image or asset", () => {
      assert.deepEqual(report.broken, []);
    });

    it("serves every address and section of the ledger, itself or by a redirect", () => {
      const redirects = new Map(readRedirects(contentDir).map(({ from, to }) => [from, to]));
      const isServed = (line: string): boolean => {
        const [address = "", anchor] = line.split("#", 2);
        const target = redirects.get(line) ?? redirects.get(address);
        if (target && !redirects.has(target))
          return isServed(target.includes("#") || !anchor ? target : `${target}#${anchor}`);
        const page = site.pages.get(address.slice(1));
        return page !== undefined && (anchor === undefined || page.ids.has(anchor));
      };
      const addresses = readLedger(contentDir).filter((line) => line.startsWith("/"));
      assert.ok(addresses.length > 500, `only ${addresses.length} addresses were found`);
      assert.deepEqual(
        addresses.filter((line) => !isServed(line)),
        [],
      );
    });

    // Read now: the folder is gone when the tests run.
    const moved = readRedirects(contentDir)
      .filter(({ from }) => !from.includes("#"))
      .map((redirect) => ({ ...redirect, html: readFileSync(`${built.folder}${redirect.from}index.html`, "utf8") }));

    it("leads on from every address that has moved, below its base", () => {
      assert.ok(moved.length > 0, "no redirect was found");
      for (const { from, to, html } of moved) {
        assert.ok(html.includes(`content="0; url=${base}${to.slice(1)}"`), from);
        assert.ok(site.pages.has(to.slice(1)), `${from} leads to ${to}`);
      }
    });

    it("lists its external links in the inventory", () => {
      const listed = new Set(readInventory(readFileSync(inventoryFile, "utf8")));
      const found = new Set(report.external);
      const differences = {
        missing: [...found].filter((url) => !listed.has(url)),
        leftOver: [...listed].filter((url) => !found.has(url)),
      };
      assert.deepEqual(
        differences,
        { missing: [], leftOver: [] },
        `run npm run inventory and commit it: ${JSON.stringify(differences, null, 2)}`,
      );
    });
  });
}

describe("the link check", () => {
  const siteOf = (pages: Record<string, string>): BuiltSite => ({
    pages: new Map(
      Object.entries(pages).map(([path, html]) => {
        const page = readPage(path, html);
        return [page.address, page];
      }),
    ),
    files: new Set([...Object.keys(pages), "picture.svg"]),
    styleReferences: [{ sheet: "a.css", url: "./missing.woff2" }],
  });
  const report = checkLinks(
    siteOf({
      "index.html": `<a href="/b/guides/x/#no">x</a> <a href="/b/guides/x">y</a> <a href="/guides/x/">z</a>
        <img src="/b/picture.svg"> <img src="/b/none.svg"> <script src="https://elsewhere.example/a.js"></script>
        <a href="https://elsewhere.example/">out</a> <a href="guides/x/#yes">fine</a>`,
      "guides/x/index.html": `<h2 id="yes">Yes</h2>`,
    }),
    "/b/",
  );

  it("names page, link and the fragments that exist", () => {
    assert.deepEqual(report.broken, [
      "/b/: <a> /b/guides/x/#no: there is no #no on that page; it has: yes",
      "/b/: <a> /b/guides/x: the address lacks the slash at its end",
      "/b/: <a> /guides/x/: leaves the site's base path /b/",
      "/b/: <img> /b/none.svg: there is no such page or file",
      "/b/: <script> loads https://elsewhere.example/a.js from another host",
      "/b/a.css: url(./missing.woff2): there is no such file",
    ]);
  });

  it("collects external links", () => {
    assert.deepEqual(report.external, ["https://elsewhere.example/"]);
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { readCommit } from "../../src/config/commit.ts";
import { contentDir, projectRoot } from "../../src/config/paths.ts";
import { repositoryUrl } from "../../src/config/site.ts";
import { readLedger } from "../../src/content-model/ledger.ts";
import { readRedirects } from "../../src/content-model/redirects.ts";
import { filesBelow } from "../../src/content-model/sample.ts";
import { redirectPage } from "../../src/machine/redirect-page.ts";
import { withPolicy } from "../../src/publish/policy.ts";
import { buildSite } from "../build.ts";
import { checkAddresses } from "./addresses.ts";
import { checkLinks } from "./check.ts";
import { differences, digests } from "./digests.ts";
import { inventoryFile, readInventory } from "./inventory.ts";
import { type BuiltSite, readPage, readSite, readTexts } from "./site.ts";

const host = "https://docs.example.org";
const bases = { root: "/", below: "/docs/best-practices/" } as const;

const environments = {
  [bases.root]: { SITE_URL: host },
  [bases.below]: {
    SITE_URL: host,
    SITE_COMMIT: "0123456789abcdef0123456789abcdef01234567",
    SITE_COMMIT_DATE: "2026-01-02",
  },
};

let cold: ReadonlyMap<string, string> = new Map();

for (const base of Object.values(bases)) {
  describe(`the site under ${base}`, async () => {
    // Without anything that an earlier build has kept: the builds that follow are compared with it.
    using built = await buildSite(base, { env: environments[base], cold: base === bases.below });
    const site = readSite(built.folder);
    const report = checkLinks(site, base);
    const published = { files: readTexts(built.folder), address: `${host}${base}`, repository: repositoryUrl };
    if (base === bases.below) cold = digests(built.folder);

    it("names the address that it is published at: pages, redirects, sitemap, feed, JSON, llms.txt, robots.txt", () => {
      assert.ok(published.files.size > site.pages.size, "files for machines were not read");
      assert.deepEqual(checkAddresses(published), []);
    });

    it("gives machines plain Markdown: no include, component or directive that only the build understands", () => {
      const texts = [...published.files].filter(([path]) => /\.md$|^llms.*\.txt$/.test(path));
      assert.ok(texts.length > 100, "files for machines were not read");
      for (const [path, text] of texts) {
        const leftOver = /^\s*(?:`{3,}.*\b(?:file|region|fragment)="|:::|<\/?[A-Z]\w*|import .* from ").*$/m.exec(text);
        assert.equal(leftOver?.[0], undefined, path);
      }
    });

    it("has pages with links", () => {
      const links = [...site.pages.values()].flatMap((page) => page.references);
      assert.ok(site.pages.size >= 12, `only ${site.pages.size} pages were found`);
      assert.ok(links.length > 500, `only ${links.length} links were found`);
    });

    it("says which commit each page is made of, and nothing where that is not known", () => {
      const commit = readCommit(projectRoot, { ...process.env, ...environments[base] });
      const stated = new RegExp(
        `href="${RegExp.escape(repositoryUrl)}/commit/([0-9a-f]{40})"[\\s\\S]*?<time datetime="([^"]*)"`,
      );
      for (const address of site.pages.keys()) {
        const html = published.files.get(address.endsWith(".html") ? address : `${address}index.html`) ?? "";
        if (html.includes('http-equiv="refresh"')) continue;
        const said = stated.exec(html)?.slice(1);
        assert.deepEqual(said, commit && [commit.hash, commit.date], address);
      }
    });

    it("names the licences of what it ships: font, search, pages", () => {
      const text = published.files.get("third-party.txt") ?? "";
      for (const name of ["@fontsource/archivo-narrow", "pagefind", "@astrojs/starlight"]) {
        assert.match(text, new RegExp(`^${name} \\d.*\\(.+\\)$`, "m"));
      }
    });

    const home = readFileSync(`${built.folder}/index.html`, "utf8");
    const about = readFileSync(`${built.folder}/about/index.html`, "utf8");

    const markdown = filesBelow(built.folder)
      .filter((file) => file.endsWith(".md"))
      .map((file) => [file, readFileSync(file, "utf8").replaceAll(/^( *)(`{3,})[\s\S]*?^\1\2$/gm, "")] as const);

    it("offers its pages as Markdown, without a tag of a component", () => {
      assert.ok(markdown.length > 100, `only ${markdown.length} files were found`);
      for (const [file, text] of markdown) assert.doesNotMatch(text, /^ *<\/?[A-Z]\w*[ />]/m, file);
      const [, home = ""] = markdown.find(([file]) => file === `${built.folder}/index.md`) ?? [];
      assert.match(home, /\*\*You review a connector\*\*\n\n\S/, "text that is indented would be code");
    });

    it("brings its own styles and scripts, and none of Starlight's", () => {
      assert.match(home, /--paper:/);
      assert.doesNotMatch(home, /--sl-color|@layer starlight\.(?:reset|core)/);
      assert.doesNotMatch(about, /sl-sidebar-state/);
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

describe("a second build of the same commit", async () => {
  const env = environments[bases.below];
  const elsewhere = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
  const inAnotherPlace = await digestsOf({ env: { ...env, ...elsewhere }, cold: true });
  const withCache = await digestsOf({ env, leftOver: ["gone/index.html", "g/gone/index.html", "g/gone.md"] });

  it("has the same bytes, file by file, in another folder, time zone and language", () => {
    assert.ok(inAnotherPlace.size > 500, `only ${inAnotherPlace.size} files were found`);
    assert.deepEqual(differences(cold, inAnotherPlace), []);
  });

  it("has the same bytes when it takes pages over from an earlier one, and leaves none of its other files", () => {
    assert.deepEqual(differences(cold, withCache), []);
  });
});

describe("a build of another commit", async () => {
  const env = { ...environments[bases.below], SITE_COMMIT: "f".repeat(40) };
  using built = await buildSite(bases.below, { env });
  const pages = filesBelow(built.folder)
    .filter((file) => file.endsWith(".html"))
    .map((file) => readFileSync(file, "utf8"));

  it("takes no page over", () => {
    assert.ok(pages.some((html) => html.includes(`/commit/${env.SITE_COMMIT}"`)));
    assert.ok(pages.every((html) => !html.includes(`/commit/${environments[bases.below].SITE_COMMIT}"`)));
  });
});

async function digestsOf(options: Parameters<typeof buildSite>[1]): Promise<ReadonlyMap<string, string>> {
  using built = await buildSite(bases.below, options);
  return digests(built.folder);
}

describe("the comparison of builds", () => {
  it("names what differs", () => {
    const one = new Map([
      ["same", "1"],
      ["other", "1"],
      ["gone", "1"],
    ]);
    const two = new Map([
      ["same", "1"],
      ["other", "2"],
      ["new", "1"],
    ]);
    assert.deepEqual(differences(one, two), ["gone", "new", "other"]);
  });
});

describe("the check of addresses", () => {
  const address = "https://docs.example.org/b/";
  const repository = "https://example.org/me/fork";
  const policy = (html: string) => withPolicy(html, "x");
  const page = (url: string, edit: string, about: string, title: string) =>
    policy(`<meta charset="utf-8"><link rel="canonical" href="${url}"><meta property="og:url" content="${url}">
      <script>a()</script><a href="${repository}/edit/main/${edit}">Edit</a>
      <a href="${repository}/issues/new?title=${title}&amp;page=${encodeURIComponent(about)}">Report</a>`);
  const right: Record<string, string> = {
    "g/a-b/index.html": page(`${address}g/a-b/`, "README.md", `${address}g/a-b/`, "A-B:%20"),
    "old/index.html": policy(redirectPage("/b/g/a-b/", `${address}g/a-b/`)),
    "sitemap-index.xml": `<loc>${address}sitemap-0.xml</loc>`,
    "sitemap-0.xml": `<loc>${address}g/a-b/</loc>`,
    "robots.txt": `Sitemap: ${address}sitemap-index.xml\n`,
    "feed.xml": `<id>${address}g/a-b/#2026-01-01</id><link rel="self" href="${address}feed.xml"/>`,
    "guidelines.json": `{ "$schema": "${address}guidelines.schema.json", "url": "${address}g/a-b/" }`,
    "guidelines.schema.json": `{ "$id": "${address}guidelines.schema.json" }`,
    "llms.txt": `- [A-B](${address}g/a-b/)\n`,
  };
  const check = (changed: Record<string, string>) =>
    checkAddresses({ files: new Map(Object.entries({ ...right, ...changed })), address, repository });

  it("has nothing to say about a site that is right", () => assert.deepEqual(check({}), []));

  const wrong = "https://docs.example.org/g/a-b/";
  for (const [file, text, message] of [
    [
      "g/a-b/index.html",
      page(wrong, "README.md", `${address}g/a-b/`, "A-B:%20"),
      /is canonical at .*docs.example.org\/g/,
    ],
    [
      "g/a-b/index.html",
      page(`${address}g/a-b/`, "none.md", `${address}g/a-b/`, "A-B:%20"),
      /offers to edit .*none.md/,
    ],
    ["g/a-b/index.html", page(`${address}g/a-b/`, "README.md", wrong, "A-B:%20"), /reports a problem with https/],
    [
      "g/a-b/index.html",
      page(`${address}g/a-b/`, "README.md", `${address}g/a-b/`, "A:%20"),
      /reports a problem with A: /,
    ],
    ["g/a-b/index.html", (right["g/a-b/index.html"] ?? "").replace("a()", "b()"), /policy is not that of its scripts/],
    [
      "g/a-b/index.html",
      (right["g/a-b/index.html"] ?? "").replace(/<meta http-equiv[^>]*>/, ""),
      /has no content security/,
    ],
    ["old/index.html", policy(redirectPage("/b/g/a-b/", wrong)), /leads to .* canonical/],
    ["sitemap-0.xml", `<loc>${wrong}</loc>`, /not published/],
    ["robots.txt", "Sitemap: /sitemap-index.xml\n", /not published/],
    ["feed.xml", `<link href="${wrong}"/>`, /not published/],
    ["guidelines.json", `{ "url": "${wrong}" }`, /not published/],
    ["llms.txt", "- nothing\n", /names no address/],
    ["llms-full.txt", "[A](http://localhost:4321/g/a-b/)", /nobody published/],
  ] as const) {
    it(`finds what is wrong in ${file}: ${message.source}`, () => {
      const problems = check({ [file]: text });
      assert.ok(problems.length > 0);
      assert.match(problems.join("\n"), message);
    });
  }
});

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

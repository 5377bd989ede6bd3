// What a first visit of every page transfers, and what a search does, held to tests/weight/budgets.ts.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright";
import { contentDir } from "../../src/config/paths.ts";
import { readPages } from "../../src/content-model/page.ts";
import { chromiumLaunchOptions, chromiumMissing } from "../../src/diagrams/browser.ts";
import { buildSite } from "../build.ts";
import { filesOf, StaticServer } from "../static-server.ts";
import { budgets, type PageKind } from "./budgets.ts";
import { type FirstLoad, measureFirstLoads } from "./first-load.ts";
import { addressOfPage, kindOf } from "./kinds.ts";
import { measureSearch, measureSearches, type SearchLoad, searchBudget } from "./search.ts";
import { overBudget, report, searchOverBudget } from "./verdict.ts";

const browser = await chromium.launch(chromiumLaunchOptions()).catch((cause: unknown) => {
  throw new Error(chromiumMissing, { cause });
});
after(() => browser.close());

describe("the built site", () => {
  const pages = readPages(contentDir);
  let loads: FirstLoad[] = [];
  let searches: SearchLoad[] = [];

  before(async () => {
    using built = await buildSite("/");
    await using server = await StaticServer.start(filesOf(built.folder));
    loads = await measureFirstLoads(browser, server, pages.map(addressOfPage));
    searches = await measureSearches(browser, server);
  });

  for (const kind of Object.keys(budgets.pages) as PageKind[]) {
    it(`keeps every page of the kind "${kind}" within ${budgets.pages[kind]} kB, ${budgets.scripts} kB of it scripts`, () => {
      const addresses = new Set(pages.filter((page) => kindOf(page) === kind).map(addressOfPage));
      const ofKind = loads.filter(({ address }) => addresses.has(address)).toSorted((a, b) => b.total - a.total);
      assert.ok(ofKind.length > 0, `no page of the kind ${kind} was measured`);
      const over = ofKind.flatMap((load) => overBudget(load, budgets.pages[kind], budgets.scripts));
      assert.ok(over.length === 0, report(over));
    });
  }

  it(`shows the first result of a search after at most ${budgets.search} kB, of a long one ${budgets.longSearch} kB`, () => {
    assert.ok(searches.length > 0);
    const over = searches.flatMap((search) => searchOverBudget(search, searchBudget(search.query)));
    assert.ok(over.length === 0, report(over));
  });

  it("fetches nothing of the search before the reader reaches for it", () => {
    assert.deepEqual(
      searches.flatMap(({ early }) => early),
      [],
    );
  });
});

/** Text that no compression makes smaller than the given size. */
const incompressible = (bytes: number) => randomBytes(bytes).toString("base64");

describe("the check of weights", () => {
  /** Opens one page of a made-up site. */
  async function open(html: string, files: Record<string, string | Buffer> = {}): Promise<FirstLoad> {
    const all: Record<string, string | Buffer> = {
      "index.html": `<!doctype html><title>A page</title>${html}`,
      ...files,
    };
    await using server = await StaticServer.start((path) => (path in all ? Buffer.from(all[path] ?? "") : undefined));
    const [load] = await measureFirstLoads(browser, server, [""]);
    assert.ok(load);
    return load;
  }

  it("passes a light page", async () => {
    assert.deepEqual(overBudget(await open("<p>Text"), 1, 1), []);
  });

  it("names the script that makes a page too heavy", async () => {
    const load = await open(`<script src="/heavy.js"></script><script src="/light.js"></script>`, {
      "heavy.js": `"${incompressible(20_000)}"`,
      "light.js": `"${incompressible(500)}"`,
    });
    const over = overBudget(load, 10, 8);
    assert.equal(over.length, 2);
    assert.match(
      over[0] ?? "",
      /^\/: 2\d\.\d kB, at most 10 kB; heaviest is heavy\.js\. All parts: heavy\.js .*light\.js/,
    );
    assert.match(over[1] ?? "", /of JavaScript .* at most 8 kB; heaviest is heavy\.js/);
  });

  it("counts a script that a module imports, or that is preloaded", async () => {
    const load = await open(`<link rel="modulepreload" href="/c.js"><script type="module" src="/a.js"></script>`, {
      "a.js": `import "/b.js";`,
      "b.js": `"${incompressible(9_000)}"`,
      "c.js": `"${incompressible(9_000)}"`,
    });
    assert.ok(load.scriptTotal > 18_000, `${load.scriptTotal} bytes`);
  });

  it("counts a script that comes when the page is idle, and none that waits for a click", async () => {
    const load = await open(
      `<button onclick="import('/click.js')">More</button>
       <script>requestIdleCallback(() => import("/idle.js"))</script>`,
      { "idle.js": `"${incompressible(9_000)}"`, "click.js": `"${incompressible(9_000)}"` },
    );
    assert.match(overBudget(load, 30, 8).join(), /heaviest is idle\.js/);
    assert.ok(!load.parts.some(({ path }) => path === "click.js"));
  });

  it("counts scripts in the page as scripts, and data as none", async () => {
    const data = `<script type="application/ld+json">"${incompressible(20_000)}"</script>`;
    assert.equal((await open(data)).scriptTotal, 0);
    const load = await open(`${data}<script>"${incompressible(20_000)}"</script>`);
    assert.match(overBudget(load, 100, 8).join(), /heaviest is index\.html \(scripts in the page\)/);
  });

  it("counts a font that text uses, and none that it does not", async () => {
    const font = (family: string) => `@font-face { font-family: ${family}; src: url("/${family}.woff2") }`;
    const load = await open(`<style>${font("used")}${font("unused")} p { font-family: used }</style><p>Text`, {
      "used.woff2": randomBytes(40_000),
      "unused.woff2": randomBytes(40_000),
    });
    assert.match(overBudget(load, 30, 8).join(), /: 40\.\d kB, .*heaviest is used\.woff2/);
    assert.ok(!load.parts.some(({ path }) => path === "unused.woff2"));
  });

  it("counts the icon", async () => {
    const load = await open(`<link rel="icon" href="/icon.png">`, { "icon.png": randomBytes(40_000) });
    assert.match(overBudget(load, 30, 8).join(), /heaviest is icon\.png/);
  });

  it("names what makes a search too heavy, and what came too early", async () => {
    const files: Record<string, string | Buffer> = {
      "index.html": `<!doctype html><title>A page</title>
        <dialog><input><div></div></dialog>
        <script>
          import("/pagefind/early.js");
          const dialog = document.querySelector("dialog");
          addEventListener("keydown", (event) => { if (event.key === "k" && event.ctrlKey) { event.preventDefault(); dialog.showModal(); } });
          dialog.firstChild.addEventListener("input", async () => {
            await (await fetch("/pagefind/index.bin")).arrayBuffer();
            dialog.lastChild.innerHTML = "<a href='/'>Result</a>";
          });
        </script>`,
      "pagefind/early.js": "",
      "pagefind/index.bin": randomBytes(200_000),
    };
    await using server = await StaticServer.start((path) =>
      path in files ? Buffer.from(files[path] ?? "") : undefined,
    );
    const search = await measureSearch(browser, server, "anything");
    assert.match(
      searchOverBudget(search, 150).join(),
      /^a search for "anything": 200\.0 kB until the first result, at most 150 kB; heaviest is pagefind\/index\.bin/,
    );
    assert.deepEqual(search.early, ["pagefind/early.js"]);
  });
});

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { loadCatalogue } from "../../src/content-model/catalogue.ts";
import { renameGuideline } from "../../src/content-model/rename.ts";
import { copyOfThis } from "../bench/projects.ts";
import { timedBuild } from "../bench/timed-build.ts";
import { checkLinks } from "./check.ts";
import { readSite, readTexts } from "./site.ts";

const retired = "LIFE-CLOSE";
const successor = "LIFE-TEARDOWN";
const renamed = { from: "SNAP-RESUME", to: "SNAP-CONTINUE" };

describe("the address of a guideline", () => {
  // A copy of this project is built, then once more when a guideline is retired and another one has a new ID.
  using project = copyOfThis();
  timedBuild(project);
  const content = join(project.folder, "content/");
  const file = loadCatalogue(content).byId.get(retired)?.page.file ?? assert.fail(`there is no ${retired}`);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("status: stable", `status: retired\nreplacedBy: [${successor}]`));
  renameGuideline(content, renamed.from, renamed.to, "2026-01-02");
  timedBuild(project);
  // Read now: the folder is gone when the tests run.
  const site = readSite(join(project.folder, "dist"));
  const texts = readTexts(join(project.folder, "dist"));

  it("stays when it is retired, and says what to follow instead", () => {
    const html = texts.get("g/life-close/index.html") ?? "";
    assert.match(html, /This guideline is retired\. Follow\s+<a href="\/g\/life-teardown\/">LIFE-TEARDOWN<\/a>/);
    assert.match(texts.get("g/life-close/index.md") ?? "", /retired.*LIFE-TEARDOWN/);
  });

  it("is listed no more when it is retired: index, checklist, guide, menu", () => {
    for (const page of ["guidelines", "checklist", "guides/lifecycle-and-errors", "g/life-teardown"]) {
      const links = site.pages.get(`${page}/`)?.references.map(({ url }) => url) ?? [];
      assert.ok(page === "g/life-teardown" || links.includes("/g/life-teardown/"), page);
      const related = page === "g/life-teardown" ? 1 : 0;
      assert.ok(links.filter((url) => url === "/g/life-close/").length <= related, page);
    }
  });

  it("leads to the new one when it has a new ID", () => {
    assert.match(texts.get("g/snap-resume/index.html") ?? "", /content="0; url=\/g\/snap-continue\/"/);
    assert.ok(site.pages.has("g/snap-continue/"));
  });

  it("is not the end of a link that is broken now", () => {
    assert.deepEqual(checkLinks(site, "/").broken, []);
  });
});

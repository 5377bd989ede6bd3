// The content of this repository keeps the rules that CONTRIBUTING states.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, it } from "node:test";
import { contentDir, kitDir, projectRoot, renderedDiagramsDir, samplesDir } from "../../src/config/paths.ts";
import { isGuide, sectionOf } from "../../src/content-model/check.ts";
import { checkFrontMatter } from "../../src/content-model/front-matter.ts";
import { readPages } from "../../src/content-model/page.ts";
import { filesBelow } from "../../src/content-model/sample.ts";
import { diagramId } from "../../src/diagrams/source.ts";

const pages = readPages(contentDir);
const guides = pages.filter(isGuide);
const diagramsOf = (page: (typeof pages)[number]) => page.fences.filter(({ language }) => language === "mermaid");

describe("the content", () => {
  it("has the guides in the order of the work, without a gap", () => {
    const orders = guides.map(
      ({ file, frontMatter }) => checkFrontMatter(file, frontMatter, "ordered").values?.order ?? 0,
    );
    assert.ok(guides.length >= 10, `only ${guides.length} guides were found`);
    assert.deepEqual(
      orders.toSorted((a, b) => a - b),
      guides.map((_guide, index) => index + 1),
    );
  });

  for (const { slug, headings, source } of guides) {
    it(`${slug} says what matters first and what to check at the end`, () => {
      const sections = headings.filter(({ depth }) => depth === 2).map(({ text }) => text);
      assert.equal(sections[0], "In short");
      assert.deepEqual(sections.slice(-2), ["Check your work", "Next"]);
    });

    it(`${slug} is no stub`, () => {
      const words = source.split(/\s+/).length;
      assert.ok(words >= 900, `${slug} has only ${words} words`);
      const placeholder = /\bTBD\b|coming soon|lorem ipsum|^\s*(?:TODO|FIXME)\b/im.exec(source)?.[0];
      assert.equal(placeholder, undefined, `${slug} still says "${placeholder}"`);
    });
  }

  for (const slug of [
    "research",
    "snapshot",
    "change-data-capture",
    "iterator-pattern",
    "positions-and-acknowledgements",
    "destinations-and-batching",
    "debugging",
  ]) {
    it(`guides/${slug} has a diagram`, () => {
      const guide = guides.find((page) => page.slug === `guides/${slug}`);
      assert.ok(guide, `there is no guide ${slug}`);
      assert.ok(diagramsOf(guide).length > 0);
    });
  }
});

describe("the module paths on pages", () => {
  it("are those below where the project lives", () => {
    const { repository } = JSON.parse(readFileSync(`${projectRoot}package.json`, "utf8")) as { repository: string };
    const home = repository.replace("https://", "").toLowerCase();
    const anyHome = new RegExp(`[\\w.-]+/[\\w-]+/${home.split("/").at(-1)}(?=[/\\s"\`)]|$)`, "gi");
    const texts = [
      ...pages.map(({ file, source }) => ({ file, source })),
      ...filesBelow(kitDir)
        .filter((file) => /\.(?:md|go|mod)$/.test(file))
        .map((file) => ({ file, source: readFileSync(file, "utf8") })),
    ];
    const named = texts.flatMap(({ file, source }) =>
      [...source.matchAll(anyHome)].map(([path]) => ({ file: relative(projectRoot, file), path: path.toLowerCase() })),
    );
    assert.ok(named.length >= 10, `only ${named.length} module paths were found`);
    assert.deepEqual(
      named.filter(({ path }) => path !== home),
      [],
      "package.json says where the project lives",
    );
  });
});

describe("the pages of the samples", () => {
  for (const { slug, source } of pages.filter((page) => sectionOf(page) === "code")) {
    it(`${slug} names every file of its folder, and no other`, () => {
      const name = slug.replace("code/", "");
      const folder = existsSync(`${kitDir}${name}`) ? `${kitDir}${name}` : `${samplesDir}${name}`;
      const files = readdirSync(folder).filter((name) => name.endsWith(".go") && !name.endsWith("_test.go"));
      const firstCells = [...source.matchAll(/^\| (`.*?) \|/gm)].map((match) => match[1] ?? "");
      const named = firstCells.flatMap((cell) => [...cell.matchAll(/`([a-z_]+\.go)`/g)].map((match) => match[1]));
      assert.deepEqual([...new Set(named)].toSorted(), files.toSorted());
    });
  }
});

describe("the rendered diagrams", () => {
  it("are those of the pages, and no others", () => {
    const used = pages.flatMap(diagramsOf).map(({ code }) => `${diagramId(code)}.svg`);
    assert.deepEqual(
      readdirSync(renderedDiagramsDir).toSorted(),
      [...new Set(used)].toSorted(),
      "run npm run diagrams",
    );
  });
});

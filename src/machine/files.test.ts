import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Parser } from "htmlparser2";
import { readCatalogue } from "../content-model/catalogue.ts";
import { guidelineText, layContent, smallSite } from "../content-model/testing.ts";
import { machineFiles } from "./files.ts";

const content = layContent({
  ...smallSite,
  "guidelines/position/pos-two.md": guidelineText("POS-TWO")
    .replace("status: stable", "status: retired\nreplacedBy: [POS-ONE]")
    .replace(
      /proof:\n.*/,
      "proof:\n  benchmark: two\n  good: benchmarks/two/good.go#good\n  bad: benchmarks/two/bad.go#bad",
    ),
  "samples/a.yaml": "a: 1\n  b: 2\n",
  "guides/list.md": `---
title: List
description: List.
sidebar:
  order: 2
---

- One:

  \`\`\`yaml file="a.yaml"
  \`\`\`

- Two:

  \`\`\`sh fragment="why"
  ls
  \`\`\`

:::caution[Mind this]
Text of
the aside.
:::

:::note
More.
:::
`,
  "tools.mdx": "---\ntitle: Tools\ndescription: Tools.\n---\n\nimport X from './x.astro';\n\n<GuidelineTable />\n",
  "redirects.yaml": '"/g/pos-old/": "/g/pos-one/"\n"/glossary/#old": "/glossary/#record"\n',
});
after(() => rmSync(content, { recursive: true }));

const address = "https://example.org/docs/";
const filesOf = (start: string) =>
  machineFiles(
    {
      title: "Title & more",
      description: "What it is.",
      address,
      start,
      content,
      samples: `${content}samples/`,
      catalogue: readCatalogue(content),
    },
    "/docs/",
  );
const files = filesOf(address);
const read = (path: string) => files.get(path)?.() ?? assert.fail(`${path} is not made`);

describe("guidelines.json", () => {
  const parsed = JSON.parse(read("guidelines.json")) as { guidelines: Record<string, unknown>[] };
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(read("guidelines.schema.json")) as object);

  it("is valid by its own schema", () => assert.ok(validate(parsed), JSON.stringify(validate.errors)));

  it("has every guideline with what readers of the file rely on, retired ones too", () => {
    assert.deepEqual(
      parsed.guidelines.map(({ id, status, url }) => [id, status, url]),
      [
        ["POS-ONE", "stable", "https://example.org/docs/g/pos-one/"],
        ["POS-TWO", "retired", "https://example.org/docs/g/pos-two/"],
      ],
    );
    const names = "id title level appliesTo summary status since topics symptoms exceptions related evidence proof url";
    for (const name of names.split(" ")) assert.ok(name in (parsed.guidelines[0] ?? {}), name);
  });

  for (const [what, change] of [
    ["an unknown key", { more: 1 }],
    ["an unknown level", { level: "perhaps" }],
    ["a missing proof", { proof: undefined }],
    ["a benchmark without its code", { proof: { benchmark: "two" } }],
  ] as const) {
    it(`has a schema that refuses ${what}`, () => {
      const wrong = JSON.parse(JSON.stringify({ ...parsed, guidelines: [{ ...parsed.guidelines[0], ...change }] }));
      assert.equal(validate(wrong), false);
    });
  }
});

describe("feed.xml", () => {
  it("is well-formed and has an entry for each line of history, newest first", () => {
    const opened: string[] = [];
    new Parser({ onopentag: (name) => void opened.push(name) }, { xmlMode: true }).end(read("feed.xml"));
    assert.equal(opened.filter((name) => name === "entry").length, 4);
    for (const name of new Set(opened)) {
      const ends = read("feed.xml").match(new RegExp(`</${name}>|<${name} [^>]*/>`, "g"))?.length;
      assert.equal(ends, opened.filter((other) => other === name).length, `<${name}> is not closed`);
    }
    assert.match(read("feed.xml"), /<title>Title &amp; more: guidelines/);
    assert.match(read("feed.xml"), /2026-11-23[\s\S]*2026-11-22/);
  });
});

describe("Markdown of pages", () => {
  it("has absolute links and the sections made of front matter", () => {
    const text = read("g/pos-one/index.md");
    assert.match(text, /^# The statement of pos-one\n\n> What goes wrong/);
    assert.match(
      text,
      /## Don't[\s\S]*## Exceptions[\s\S]*## How to check[\s\S]*## In real connectors[\s\S]*## Related[\s\S]*## History/,
    );
    assert.match(text, /\[POS-TWO\]\(https:\/\/example\.org\/docs\/g\/pos-two\/\)/);
    assert.match(
      read("guides/positions-and-acknowledgements/index.md"),
      /\[POS-TWO\]\(https:\/\/example\.org\/docs\/guides\/positions-and-acknowledgements\/\) stays/,
    );
  });

  it("shows components as Markdown, and refuses one that it does not know", () => {
    assert.match(read("tools/index.md"), /## Positions\n\n- \[POS-ONE\]/);
    assert.doesNotMatch(read("tools/index.md"), /import|GuidelineTable|POS-TWO/);
  });

  it("shows samples and asides, in lists too, as plain Markdown", () => {
    const text = read("guides/list/index.md");
    assert.match(text, /^- One:\n\n {2}```yaml title="a\.yaml"\n {2}a: 1\n {4}b: 2\n {2}```$/m);
    assert.match(text, /^ {2}```sh\n {2}ls\n {2}```$/m);
    assert.match(text, /^> \*\*Mind this\*\*\n> \n> Text of\n> the aside\.$/m);
    assert.match(text, /^> \*\*Note\*\*\n> \n> More\.$/m);
  });

  it("has links that hold on any host when nobody has said where the site is published", () => {
    const anywhere = filesOf("/docs/");
    for (const path of ["llms.txt", "llms-full.txt", "guidelines.json", "g/pos-one/index.md"]) {
      const text = anywhere.get(path)?.() ?? assert.fail(`${path} is not made`);
      assert.doesNotMatch(text, /https:\/\/example\.org\/docs/, path);
      assert.match(text, /["(]\/docs\/g\/pos-two\//, path);
    }
  });

  it("is in llms.txt and llms-full.txt", () => {
    assert.match(
      read("llms.txt"),
      /^# Title & more\n\n> What it is\.[\s\S]*\(https:\/\/example\.org\/docs\/g\/pos-one\/index\.md\)/,
    );
    assert.match(read("llms-full.txt"), /# The statement of pos-one[\s\S]*\n---\n\n# The statement of pos-two/);
  });
});

describe("redirects", () => {
  it("lead to the page under the base, keep the fragment with JavaScript, and work without", () => {
    const page = read("g/pos-old/index.html");
    assert.match(page, /<script data-to="\/docs\/g\/pos-one\/">location\.replace\([^<]+ \+ location\.hash\)/);
    assert.match(page, /<meta http-equiv="refresh" content="0; url=\/docs\/g\/pos-one\/">/);
    assert.match(page, /<link rel="canonical" href="https:\/\/example\.org\/docs\/g\/pos-one\/">/);
  });

  it("of sections are no pages", () => assert.ok(![...files.keys()].some((path) => path.includes("#"))));
});

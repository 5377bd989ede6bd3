import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { applies, fromParameters, type Item, noReview, toParameters, toTaskList, toTemplate } from "./checklist.ts";
import { plainLine, plainQuote } from "./markdown-text.ts";
import { type Question, toDocument } from "./worksheet.ts";

const item = (id: string, area: string, appliesTo: string[]): Item => ({
  id,
  title: `Title of ${id}`,
  level: "must",
  area,
  appliesTo,
  url: `https://example.org/g/${id.toLowerCase()}/`,
});
const items = [
  item("POS-ONE", "Positions", ["source"]),
  item("SNAP-ONE", "Snapshot", ["source", "snapshot"]),
  item("DEST-ONE", "Writing", ["destination"]),
];

describe("text that somebody typed", () => {
  for (const [typed, shown] of [
    ["<script>alert(1)</script>", "\\<script\\>alert\\(1\\)\\</script\\>"],
    ["two\nlines", "two lines"],
    ["@somebody [x](https://evil.example) `code`", "\\@somebody \\[x\\]\\(https://evil.example\\) \\`code\\`"],
  ] as const) {
    it(`${JSON.stringify(typed)} stays text in Markdown`, () => assert.equal(plainLine(typed), shown));
  }

  it("of several lines stays in its quotation", () => {
    assert.equal(plainQuote("a\n\n# b\n> c"), "> a\n>\n> \\# b\n> \\> c");
  });
});

describe("the checklist", () => {
  it("shows what applies to the side and, where it is limited, to the kind of system", () => {
    const shown = (...kinds: string[]) => items.filter((each) => applies(each, kinds)).map(({ id }) => id);
    assert.deepEqual(shown("source"), ["POS-ONE"]);
    assert.deepEqual(shown("source", "snapshot"), ["POS-ONE", "SNAP-ONE"]);
    assert.deepEqual(shown("destination", "snapshot"), ["DEST-ONE"]);
    assert.deepEqual(shown(), []);
  });

  const review = {
    kinds: ["source", "snapshot"],
    done: ["POS-ONE"],
    exempt: { "SNAP-ONE": "tables are <small> & few" },
  };
  const known = { ids: items.map(({ id }) => id), kinds: ["source", "destination", "snapshot"] };

  it("comes back from its address as it was", () => {
    assert.deepEqual(fromParameters(new URLSearchParams(toParameters(review).toString()), known), review);
    assert.equal(toParameters(noReview).toString(), "");
  });

  it("drops what an address says of things that do not exist", () => {
    const from = fromParameters(new URLSearchParams("kinds=moon&done=NO-ID,POS-ONE&exempt=NO-ID:x"), known);
    assert.deepEqual(from, { kinds: [], done: ["POS-ONE"], exempt: {} });
  });

  it("becomes a task list with links, in the order of the areas", () => {
    assert.equal(
      toTaskList(items, review, "https://example.org/checklist/?x"),
      `## Connector review: source, snapshot

2 of 2 done. [Open this checklist](https://example.org/checklist/?x)

### Positions

- [x] [POS-ONE](https://example.org/g/pos-one/) (must) Title of POS-ONE

### Snapshot

- [x] [SNAP-ONE](https://example.org/g/snap-one/) ~~Title of SNAP-ONE~~ Exempt: tables are \\<small\\> \\& few
`,
    );
  });

  it("becomes a template in which nothing is ticked", () => {
    const template = toTemplate(items, review);
    assert.match(template, /pull_request_template\.md/);
    assert.match(template, /- \[ \] \[POS-ONE\]/);
    assert.doesNotMatch(template, /\[x\]|Exempt/);
  });
});

describe("the worksheet", () => {
  const questions: Question[] = [
    { title: "What?", anchor: "what", fields: [{ name: "system", label: "System", hint: "" }] },
    { title: "Which?", anchor: "which", fields: [{ name: "key", label: "Key", hint: "" }] },
  ];

  it("becomes a document that shows what is open", () => {
    const text = toDocument(questions, { system: "Acme *DB*" }, "https://example.org/guide/");
    assert.match(text, /^# Research: Acme \\\*DB\\\*\n/);
    assert.match(text, /## 2\. \[Which\?\]\(https:\/\/example\.org\/guide\/#which\)\n\n\*\*Key\*\*\n\n_Open\._/);
    assert.match(text, /## Open\n\n- \[ \] Key\n$/);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Parser } from "htmlparser2";
import { markdownToHtml } from "satteri";
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

/** What a reader may type, or what a link to the checklist may hold. */
const hostile = [
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "[x](javascript:alert(1)) [x](/away) ![x](/a.png)",
  "[x]: /away",
  "me@evil.example",
  "**bold** _em_ ~~gone~~ `code` ``` $x$ <!-- comment",
  "&lt;b&gt; &copy; \\",
  "# heading",
  "1. list",
  "- list",
  "* list",
  "+ list",
  "> quote",
  "===",
  "---",
  "```js",
  "~~~",
  "    indented",
  "- [x] done",
  "[^1]: note",
];

/** Tags of Markdown as the site renders it, and the text between them. */
function rendered(markdown: string): { tags: string[]; text: string } {
  const tags: string[] = [];
  let text = "";
  const parser = new Parser({
    onopentag: (name) => void tags.push(name),
    ontext: (part) => {
      text += part;
    },
    oncomment: () => void tags.push("comment"),
  });
  parser.end(markdownToHtml(markdown, { features: { gfm: true } }).html);
  return { tags: tags.toSorted(), text: text.replaceAll("\u200b", "").trim() };
}

describe("text that somebody typed", () => {
  for (const typed of hostile) {
    it(`${JSON.stringify(typed)} stays text in Markdown`, () => {
      assert.deepEqual(rendered(plainLine(typed)), { tags: ["p"], text: typed.trim() });
      const below = rendered(plainQuote(`before\n${typed}`));
      assert.deepEqual(below, { tags: ["blockquote", "p"], text: `before\n${typed.trim()}` });
      assert.deepEqual(rendered(`- [ ] Item ${plainLine(typed)}`).text, `Item ${typed.trim()}`);
    });
  }

  it("would be markup if it were not escaped", () => {
    const stays = (markdown: string) => {
      const { tags, text } = rendered(markdown);
      return tags.join() === "p" && text === markdown.trim();
    };
    assert.deepEqual(
      hostile.filter((typed) => stays(typed) && stays(`before\n${typed}`)),
      [],
    );
  });

  for (const [typed, links] of [
    ["see https://example.org/a_b-c#d (and more).", ["https://example.org/a_b-c#d"]],
    ["[x](https://evil.example/a.png)", ["https://evil.example/a.png"]],
    ['https://a.example/"><b>x', ["https://a.example/"]],
  ] as const) {
    it(`${JSON.stringify(typed)} links each address to itself`, () => {
      const html = markdownToHtml(plainLine(typed), { features: { gfm: true } }).html;
      assert.deepEqual(
        [...html.matchAll(/<a href="([^"]*)">\1<\/a>/g)].map((match) => match[1]),
        links,
      );
      assert.deepEqual(rendered(plainLine(typed)), { tags: [...links.map(() => "a"), "p"], text: typed });
    });
  }

  it("mentions nobody, and no issue", () => {
    const html = markdownToHtml(plainLine("@somebody a@example.org fixes #12 other/repo#3")).html;
    assert.match(html, /@\u200bsomebody/);
    assert.doesNotMatch(html, /@\w|#\d/);
  });

  it("of several lines stays in its quotation", () => {
    assert.equal(plainQuote("a\n\n# b\n> c"), "> a\n>\n> \\# b\n> \\> c");
  });

  it("in checklist and worksheet adds no markup", () => {
    for (const typed of hostile) {
      const reviewed = toTaskList(
        items,
        { kinds: ["source"], done: [], exempt: { "POS-ONE": typed } },
        "https://x.org/",
      );
      const plain = toTaskList(items, { kinds: ["source"], done: [], exempt: { "POS-ONE": "x" } }, "https://x.org/");
      assert.deepEqual(rendered(reviewed).tags, rendered(plain).tags, typed);
      const questions = [{ title: "T", anchor: "t", fields: [{ name: "system", label: "S", hint: "" }] }];
      const document = toDocument(questions, { system: typed }, "https://x.org/");
      const harmless = toDocument(questions, { system: "x" }, "https://x.org/");
      assert.deepEqual(rendered(document).tags, rendered(harmless).tags, typed);
    }
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

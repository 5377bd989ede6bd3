// Bad content is refused, with file, line and reason: each kind is fed here.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { projectRoot } from "../../src/config/paths.ts";
import { checkContent } from "../../src/content-model/check.ts";
import { formatProblems } from "../../src/content-model/problem.ts";
import { guidelineText, smallSite, versionFiles } from "../../src/content-model/testing.ts";

const description = "A description that is long enough for the schema of the site.";
const page = (body: string, frontMatter = "sidebar:\n  order: 1") =>
  `---\ntitle: A page\ndescription: ${description}\n${frontMatter}\n---\n\n${body}\n`;
const sample = "package own\n\n// #region hello\nvar x = 1\n// #endregion hello\n";

/** One mistake: the files of a small site, and the message that names the mistake. */
const mistakes: Record<string, { files: Record<string, string>; message: string }> = {
  "an unknown key in the front matter": {
    files: { "guides/a.md": page("Text.", "sidebar:\n  order: 1\nlevel: must") },
    message:
      "content/guides/a.md:6: front matter: level: is not a known key; known are: title, description, keywords, sidebar",
  },
  "a missing description": {
    files: { "guides/a.md": "---\ntitle: A page\nsidebar:\n  order: 1\n---\n\nText.\n" },
    message: "content/guides/a.md:2: front matter: description: Invalid input: expected string, received undefined",
  },
  "a description that is too long": {
    files: { "guides/a.md": `---\ntitle: A page\ndescription: ${"long ".repeat(40)}\nsidebar:\n  order: 1\n---\n` },
    message: "content/guides/a.md:3: front matter: description: must have at most 160 characters",
  },
  "front matter that is not YAML": {
    files: { "guides/a.md": "---\ntitle: A: page\n---\n" },
    message: "content/guides/a.md:2: front matter is not YAML: bad indentation of a mapping entry",
  },
  "no front matter": {
    files: { "guides/a.md": "Text.\n" },
    message: "content/guides/a.md:1: no front matter: begin the file with --- and a title",
  },
  "an unknown region": {
    files: { "guides/a.md": page('```go file="own/a.go" region="bye"\n```'), "samples/own/a.go": sample },
    message: 'content/guides/a.md:8: file="own/a.go" has no region "bye"; its regions: hello',
  },
  "an unknown sample": {
    files: { "guides/a.md": page('```go file="own/b.go"\n```'), "samples/own/a.go": sample },
    message: 'content/guides/a.md:8: file="own/b.go" does not exist; content/samples/own holds: a.go',
  },
  "an unknown file of the kit": {
    files: { "guides/a.md": page('```go file="kit/b.go"\n```'), "../kit/a.go": sample },
    message: 'content/guides/a.md:8: file="kit/b.go" does not exist; kit holds: a.go',
  },
  "a file outside the kit": {
    files: { "guides/a.md": page('```go file="kit/../package.json"\n```'), "../kit/a.go": sample },
    message: 'content/guides/a.md:8: file="kit/../package.json" lies outside kit',
  },
  "typed code that nothing validates": {
    files: { "guides/a.md": page("```go\nvar x = 1\n```") },
    message:
      'content/guides/a.md:8: typed go code: include it with file="…" (and region="…"), or declare it with fragment="reason"',
  },
  "a fragment without a reason": {
    files: { "guides/a.md": page('```go fragment=""\nvar x = 1\n```') },
    message: 'content/guides/a.md:8: fragment="…" needs a reason',
  },
  "broken Mermaid": {
    files: { "guides/a.md": page("```mermaid\nflowchart TB\n  accTitle: T\n  accDescr: D\n  a --< b\n```") },
    message: "content/guides/a.md:12: Mermaid cannot parse the diagram: ...cDescr: D",
  },
  "a diagram that is not rendered": {
    files: { "guides/a.md": page("```mermaid\nflowchart TB\n  accTitle: T\n  accDescr: D\n  a --> b\n```") },
    message: "content/guides/a.md:8: the diagram is not rendered yet: run npm run diagrams and commit the picture",
  },
  "a dead link": {
    files: { "guides/a.md": page("[text](./gone.md)") },
    message: "content/guides/a.md:8: link to ./gone.md: there is no such page",
  },
  "a dead anchor": {
    files: { "guides/a.md": page("## One\n\n[text](#two)") },
    message: "content/guides/a.md:10: link to #two: that page has no such section; it has: one",
  },
  "a duplicate slug": {
    files: {
      "guides/a.md": page("Text."),
      "guides/a.mdx": page("Text.").replace("A page", "Another").replace("1", "2"),
    },
    message: "content/guides/a.mdx:1: duplicate slug: a.md is already published at /guides/a/",
  },
  "a place in the order that is taken": {
    files: { "guides/a.md": page("Text."), "guides/b.md": page("Text.").replace("A page", "Another") },
    message: "content/guides/b.md:1: sidebar.order 1 is also that of guides/a",
  },
  "a version of Conduit that nobody described": {
    files: { "guides/a.md": page("In Conduit v0.19.0\nand v0.19.1 it differs.") },
    message:
      "content/guides/a.md:9: Conduit v0.19.1 is not in content/versions.yaml: name one that is, or add it to its history",
  },
  "a version of the SDK that nobody described, behind a line's end": {
    files: { "guides/a.md": page("Since SDK\nv0.15 it differs.") },
    message: "content/guides/a.md:9: SDK v0.15 is not in content/versions.yaml",
  },
  "a link into Conduit at a version that nobody described": {
    files: { "guides/a.md": page("[It](https://github.com/ConduitIO/conduit/blob/v0.13.0/pkg/a.go#L1) differs.") },
    message: "content/guides/a.md:8: Conduit v0.13.0 is not in content/versions.yaml",
  },
  "a version that the text gives to nobody": {
    files: { "guides/a.md": page("It differs since v0.15.0.") },
    message: "content/guides/a.md:8: v0.15.0 is not in content/versions.yaml",
  },
  "an older version that no page names": {
    files: {
      "guides/a.md": page("Text."),
      "versions.yaml": versionFiles["versions.yaml"].replace("conduit: {}", "conduit:\n    v0.16.1: It did otherwise."),
    },
    message: "content/versions.yaml:5: no page names Conduit v0.16.1: remove it",
  },
  "a look at Conduit's main branch without its day": {
    files: {
      "guides/a.md": page("Text."),
      "versions.yaml": versionFiles["versions.yaml"].replace("looked: 2026-11-29", "looked: today"),
    },
    message: "content/versions.yaml:2: main.looked: must be the day of the last look: 2026-11-29",
  },
  "an older version without a reason": {
    files: {
      "guides/a.md": page("Conduit v0.16.1 did it."),
      "versions.yaml": versionFiles["versions.yaml"].replace("conduit: {}", "conduit:\n    v0.16.1: Old."),
    },
    message: "content/versions.yaml:5: history.conduit.v0.16.1: must say what pages name it for",
  },
};

const one = "guidelines/position/pos-one.md";
/** The small site with one guideline changed. */
const withGuideline = (change: (text: string) => string, files: Record<string, string> = {}) => ({
  ...smallSite,
  [one]: change(smallSite[one]),
  ...files,
});
const lineOf = (text: string, wanted: string) => text.slice(0, text.indexOf(wanted)).split("\n").length;

/** Mistakes in guidelines: how the text of one is changed, and the message. */
const guidelineMistakes: Record<string, { files: Record<string, string>; message: string }> = {
  "an unknown key": {
    files: withGuideline((text) => text.replace("level: must", "level: must\nauthor: me")),
    message: `content/${one}:5: front matter: author: is not a known key; known are: id, title, level`,
  },
  "an unknown level": {
    files: withGuideline((text) => text.replace("level: must", "level: maybe")),
    message: `content/${one}:4: front matter: level: Invalid option: expected one of "must"|"should"|"consider"`,
  },
  "a missing summary": {
    files: withGuideline((text) => text.replace(/summary: .*\n/, "")),
    message: `content/${one}:2: front matter: summary: Invalid input: expected string, received undefined`,
  },
  "a version of the SDK that nobody knows": {
    files: withGuideline((text) => text.replace("since: v0.14.2", "since: v0.11.0")),
    message: `content/${one}:${lineOf(smallSite[one], "since:")}: SDK v0.11.0 is not in content/versions.yaml`,
  },
  "an ID without an area": {
    files: withGuideline((text) => text.replace("id: POS-ONE", "id: POSITION-ONE"), {
      "guidelines/position/pos-two.md": guidelineText("POS-TWO", { related: "POS-THREE" }),
      "guidelines/position/pos-three.md": guidelineText("POS-THREE", { related: "POS-TWO" }),
      "guides/positions-and-acknowledgements.md": page("Text."),
    }),
    message: `content/${one}:2: front matter: id: must be the prefix of an area and one to three words: SNAP-RESUME`,
  },
  "a file with another name than its ID": {
    files: withGuideline((text) => text.replace("id: POS-ONE", "id: POS-NEW"), {
      "guidelines/position/pos-two.md": guidelineText("POS-TWO", { related: "POS-NEW" }),
      "guides/positions-and-acknowledgements.md": page("Text."),
    }),
    message: `content/${one}:2: the file of POS-NEW is pos-new.md`,
  },
  "an ID of another area": {
    files: {
      ...withGuideline((text) =>
        text.replace("related: [POS-TWO]", "related: [SNAP-TWO]").replaceAll("POS-TWO", "SNAP-TWO"),
      ),
      "guidelines/position/pos-two.md": guidelineText("POS-TWO"),
      "guidelines/position/snap-two.md": guidelineText("SNAP-TWO"),
    },
    message: "content/guidelines/position/snap-two.md:2: IDs in the folder position begin with POS-",
  },
  "a related guideline that does not exist": {
    files: withGuideline((text) => text.replace("related: [POS-TWO]", "related: [POS-GONE]")),
    message: `content/${one}:${lineOf(smallSite[one], "related:")}: related: there is no other guideline POS-GONE`,
  },
  "an unknown ID in the text": {
    files: withGuideline((text) => text.replace("See POS-TWO", "See POS-GONE")),
    message: `content/${one}:${lineOf(smallSite[one], "Because.")}: there is no guideline POS-GONE; that area has POS-ONE, POS-TWO`,
  },
  "an unknown topic": {
    files: withGuideline((text) => text.replace("position.content", "position.colour")),
    message: `content/${one}:${lineOf(smallSite[one], "topics:")}: front matter: topics: position.colour is not in content/topics.yaml; near ones: position.content`,
  },
  "a proof without its recording": {
    files: withGuideline((text) =>
      text.replace(/review: .*/, "test: proofs/posone/proof_test.go#TestProof\n  good: a.go#good\n  bad: a.go#bad"),
    ),
    message: `content/${one}:${lineOf(smallSite[one], "review:")}: the proof proofs/posone has no recording: run npm run record:proofs -- POS-ONE and commit it`,
  },
  "evidence that is no permalink": {
    files: withGuideline((text) => text.replace("blob/v0.10.3/destination.go#L59-L67", "pull/3")),
    message: `content/${one}:${lineOf(smallSite[one], "- url:")}: front matter: evidence.0.url: must be a link to lines of a file`,
  },
  "a look at main without its commit": {
    files: withGuideline((text) =>
      text.replace("proof:\n", "    main: { commit: main, looked: 2026-11-29, state: same }\nproof:\n"),
    ),
    message: `content/${one}:${lineOf(smallSite[one], "proof:")}: front matter: evidence.0.main.commit: must be a full commit of the main branch: 40 hex digits`,
  },
  "a look at main without its day": {
    files: withGuideline((text) =>
      text.replace("proof:\n", `    main: { commit: ${"ab".repeat(20)}, looked: today, state: same }\nproof:\n`),
    ),
    message: `content/${one}:${lineOf(smallSite[one], "proof:")}: front matter: evidence.0.main.looked: must be the day of the last look: 2026-11-29`,
  },
  "a benchmark without the code that it runs": {
    files: withGuideline((text) => text.replace(/review: .*/, "benchmark: posone")),
    message: `content/${one}:${lineOf(smallSite[one], "proof:")}: front matter: proof: must be review with the reason, or good and bad with a test, a benchmark or both`,
  },
  "evidence on a branch": {
    files: withGuideline((text) => text.replace("blob/v0.10.3/", "blob/main/")),
    message: `content/${one}:${lineOf(smallSite[one], "- url:")}: front matter: evidence.0.url: must be a link to lines of a file`,
  },
  "a retired guideline without successor": {
    files: withGuideline((text) => text.replace("status: stable", "status: retired")),
    message: `content/${one}:2: front matter: replacedBy: a retired guideline, and no other, says in replacedBy what to follow instead`,
  },
  "a missing section": {
    files: withGuideline((text) => text.replace(/## Don't[\s\S]*?(?=## How)/, "")),
    message: `content/${one}:${lineOf(smallSite[one], "## Why")}: a guideline has the sections Why, Do, Don't, How to check, History, in this order`,
  },
  "an empty section": {
    files: withGuideline((text) => text.replace("Look.\n", "")),
    message: `content/${one}:${lineOf(smallSite[one], "## How")}: the section "How to check" is empty`,
  },
  "a Do without code": {
    files: withGuideline((text) => text.replace(/## Do\n\n```[\s\S]*?```/, "## Do\n\nThis.")),
    message: `content/${one}:${lineOf(smallSite[one], "## Do")}: the section "Do" shows no code`,
  },
  "a line of History without a date": {
    files: withGuideline((text) => text.replace("- 2026-11-23: Changed.", "- Changed.")),
    message: `content/${one}:${lineOf(smallSite[one], "- 2026-11-23")}: a line of History is: - 2026-11-22: What changed.`,
  },
  "a text of more than two pages": {
    files: withGuideline((text) => text.replace("Look.", "Look. ".repeat(500))),
    message: `content/${one}:1: 525 words: a guideline has at most 500, two printed pages`,
  },
  "too much code, included lines counted": {
    files: withGuideline((text) => text.replace('fragment="an example"', 'file="own/long.go"').replace("a: 1\n", ""), {
      "samples/own/long.go": `package own\n${"var _ = 1\n".repeat(80)}`,
    }),
    message: `content/${one}:1: 82 lines of code: a guideline shows at most 70`,
  },
  "a redirect that leads nowhere": {
    files: { ...smallSite, "redirects.yaml": '"/guides/old/": "/guides/gone/"\n' },
    message: "content/redirects.yaml:1: /guides/old/ leads to /guides/gone/: there is no such page",
  },
  "a redirect that hides a page": {
    files: { ...smallSite, "redirects.yaml": '"/glossary/": "/g/pos-one/"\n' },
    message: "content/redirects.yaml:1: /glossary/ is a page: a redirect would hide it",
  },
  "a statement of the original page without an answer": {
    files: { ...smallSite, "original-page.yaml": "- says: A sentence of it.\n  answeredBy: [guides/gone]\n" },
    message: "content/original-page.yaml:2: guides/gone is neither a guideline nor a section of a guide",
  },
};

const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Lays the files of a small site into a temporary folder. */
function lay(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "best-practices-bad-"));
  made.push(root);
  mkdirSync(join(root, "content/samples"), { recursive: true });
  for (const [path, text] of Object.entries({ ...versionFiles, ...files })) {
    const file = join(root, "content", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return root;
}

const problemsIn = async (root: string) =>
  formatProblems(
    await checkContent({
      content: `${root}/content/`,
      samples: `${root}/content/samples/`,
      renderedDiagrams: `${root}/rendered/`,
      conduitModule: `${root}/content/samples/conduit.mod`,
    }),
    root,
  );

describe("the content check refuses", () => {
  for (const [what, { files, message }] of Object.entries({ ...mistakes, ...guidelineMistakes })) {
    it(what, async () => {
      const found = await problemsIn(lay(files));
      assert.ok(found.split("\n").length === 1 && found.startsWith(message), found);
    });
  }

  it("no version of a connector, and no minor version of one that is described", async () => {
    const text =
      "At v0.2.0, [MySQL](https://github.com/conduitio-labs/conduit-connector-mysql/blob/v0.2.0/source.go#L1) " +
      "and Postgres v0.14.1 do. Conduit v0.18, v0.19 and the nightlies of v0.20 run it.";
    assert.equal(await problemsIn(lay({ "guides/a.md": page(text) })), "");
  });

  it("an unknown topic beside other mistakes, all at once", async () => {
    const files = withGuideline((text) =>
      text.replace("position.content", "position.colour").replace("level: must", "level: maybe"),
    );
    assert.deepEqual(
      (await problemsIn(lay(files))).split("\n").map((line) => /front matter: (\w+)/.exec(line)?.[1]),
      ["level", "topics"],
    );
  });

  it("nothing in a site without mistakes", async () => {
    assert.equal(await problemsIn(lay({ "guides/a.md": page("## One\n\n[text](#one)") })), "");
  });
});

describe("the build", () => {
  it("fails before it begins, and names every mistake at once", async () => {
    const bad = [
      "an unknown key in the front matter",
      "an unknown region",
      "broken Mermaid",
      "a dead link",
      "a duplicate slug",
    ];
    const root = lay({});
    for (const path of [
      "src",
      "content",
      "kit",
      "public",
      "astro.config.mjs",
      "package.json",
      "tests/pipelines/conduit",
    ]) {
      cpSync(join(projectRoot, path), join(root, path), { recursive: true });
    }
    symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));
    const expected: string[] = [];
    for (const [index, name] of bad.entries()) {
      const mistake = mistakes[name];
      assert.ok(mistake, name);
      // Every mistake gets a folder of its own in the one site.
      for (const [path, text] of Object.entries(mistake.files)) {
        const file = join(
          root,
          "content",
          path.startsWith("samples/") ? path : path.replace("guides/", `guides/bad${index}/`),
        );
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(
          file,
          text.replace(/order: \d/, `order: ${100 + index}`).replace(/title: (.*)/, `title: $1 ${index}`),
        );
      }
      expected.push(mistake.message.replace("guides/", `guides/bad${index}/`));
    }
    const astro = join(projectRoot, "node_modules/astro/bin/astro.mjs");
    const failure = await promisify(execFile)(process.execPath, [astro, "build", "--silent"], { cwd: root }).then(
      () => assert.fail("the build succeeded"),
      (error: { stdout: string; stderr: string; code: number }) => error,
    );
    const output = `${failure.stdout}${failure.stderr}`;
    assert.notEqual(failure.code, 0);
    for (const message of expected) {
      const place = message.split(": ")[0] ?? "";
      assert.ok(output.includes(place), `no word of ${message} in:\n${output}`);
    }
  });
});

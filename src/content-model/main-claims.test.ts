import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readGuidelines } from "./guideline.ts";
import { checkMainClaims, mainClaims, staleClaims } from "./main-claims.ts";
import { parseMarkdown } from "./markdown.ts";
import type { Page } from "./page.ts";
import { guidelineText } from "./testing.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const link = `[main](https://github.com/conduitio/conduit/blob/${commit}/a.go#L1)`;

function pageOf(source: string, file = "/content/guides/a.md", slug = "guides/a"): Page {
  return { ...parseMarkdown(source, "md"), file, slug, source };
}

const guideline = (change: (text: string) => string) => {
  const page = pageOf(change(guidelineText("POS-ONE")), "/content/guidelines/position/pos-one.md", "g/pos-one");
  return readGuidelines([page]).guidelines;
};
const main = `    main: { commit: ${commit}, looked: 2026-08-01, state: same }\n`;
const withMain = (text: string) => text.replace("proof:\n", `${main}proof:\n`);

describe("claims about main", () => {
  it("are refused in running text without commit or day, with the line", () => {
    const page = pageOf(`Fine.\n\nStill so on main.\n\n- On \`main\`, fixed: ${link}\n- It is as it was on\n  main\n`);
    assert.deepEqual(
      checkMainClaims([page], []).map(({ line }) => line),
      [3, 5, 6],
    );
  });

  it("are accepted with both in the same paragraph, and code is no claim", () => {
    const page = pageOf(
      `On main (${link}, seen on 2026-11-29) it\nis fixed.\n\n\`\`\`sh\ngit push on main\n\`\`\`\n\nThe function \`main\` serves.\n`,
    );
    assert.deepEqual(checkMainClaims([page], []), []);
    assert.deepEqual(mainClaims([page], []), [
      {
        file: page.file,
        line: 1,
        looked: "2026-11-29",
        url: `https://github.com/conduitio/conduit/blob/${commit}/a.go#L1`,
      },
    ]);
  });

  it("are refused in the text of an evidence entry", () => {
    const [problem] = checkMainClaims(
      [],
      guideline((text) => text.replace("is returned.", "is returned. Same on main.")),
    );
    assert.match(problem?.message ?? "", /a claim about main in look belongs into data/);
    assert.equal(problem?.line, guidelineText("POS-ONE").split("\n").indexOf("evidence:") + 2);
  });

  it("of an evidence entry lead to the file at that commit", () => {
    const claims = mainClaims([], guideline(withMain));
    assert.equal(claims.length, 1);
    assert.equal(claims[0]?.url, `https://github.com/ConduitIO/conduit-connector-file/blob/${commit}/destination.go`);
  });

  it("are listed when nobody has looked for 90 days", () => {
    const claims = mainClaims([], guideline(withMain));
    assert.deepEqual(staleClaims(claims, "2026-10-30"), []);
    assert.deepEqual(staleClaims(claims, "2026-10-31"), claims);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reportLines } from "./report.ts";

const problem = { file: "/site/content/guides/a.md", line: 7, message: "is 50% wrong:\n  see there" };

describe("a report of mistakes", () => {
  it("has one line for each, in file order, and none twice", () => {
    const first = { ...problem, line: 2, message: "no title" };
    assert.deepEqual(reportLines([problem, first, problem], "/site"), [
      "content/guides/a.md:2: no title",
      "content/guides/a.md:7: is 50% wrong: see there",
    ]);
  });

  it("is one of annotations in a workflow", () => {
    assert.deepEqual(reportLines([problem], "/site", { annotate: true }), [
      "::error file=content/guides/a.md,line=7::is 50%25 wrong: see there",
    ]);
    const [line] = reportLines([{ ...problem, file: "/site/a,b:c.md" }], "/site", { annotate: true });
    assert.equal(line, "::error file=a%2Cb%3Ac.md,line=7::is 50%25 wrong: see there");
  });
});

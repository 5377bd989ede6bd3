import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseFenceInfo } from "./fence.ts";

describe("parseFenceInfo", () => {
  it("reads the names it knows and hands on the rest", () => {
    assert.deepEqual(parseFenceInfo('file="a/b.go" region="read" {1,3} title="A title"'), {
      file: "a/b.go",
      region: "read",
      title: "A title",
      rest: "{1,3}",
    });
  });

  it("takes a block without info string", () => assert.deepEqual(parseFenceInfo(null), { rest: "" }));

  it("refuses a name without double quotes", () => {
    assert.throws(() => parseFenceInfo("file='a.go'"), /write file="…" with double quotes/);
  });

  it("refuses a name that is given twice", () => {
    assert.throws(() => parseFenceInfo('file="a" file="b"'), /file= is given twice/);
  });
});

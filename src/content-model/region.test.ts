import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findRegions, RegionError, wholeFile } from "./region.ts";

const go = `package p

// #region outer
func f() {
	// #region inner
	if x {
		return
	}
	// #endregion inner
}
// #endregion outer
`;

describe("findRegions", () => {
  it("takes out marker lines and common indent", () => {
    const regions = findRegions(go);
    assert.equal(regions.get("inner")?.text, "if x {\n\treturn\n}");
    assert.equal(regions.get("outer")?.text, "func f() {\n\tif x {\n\t\treturn\n\t}\n}");
    assert.equal(regions.get("inner")?.line, 6);
  });

  it("reads the comments of YAML, shell and SQL", () => {
    for (const comment of ["#", "--"]) {
      assert.equal(findRegions(`${comment} #region a\nx: 1\n${comment} #endregion a\n`).get("a")?.text, "x: 1");
    }
  });

  for (const [what, source, line, message] of [
    ["a region that does not end", "// #region a\nx\n", 1, /"a" does not end/],
    ["a region that begins twice", "// #region a\nx\n// #endregion a\n// #region a\nx\n// #endregion a", 4, /twice/],
    ["an end without a beginning", "x\n// #endregion a\n", 2, /without a beginning/],
    ["an empty region", "// #region a\n\n// #endregion a", 2, /empty/],
    ["a marker that would leak", "x // #region a\n", 1, /cannot read the marker/],
    ["a name in capitals", "// #region Read\n", 1, /cannot read the marker/],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => findRegions(source),
        (error) => error instanceof RegionError && error.line === line && message.test(error.message),
      );
    });
  }
});

describe("wholeFile", () => {
  it("takes out every marker line", () => {
    assert.doesNotMatch(wholeFile(go), /#(end)?region/);
  });
});

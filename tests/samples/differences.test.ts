// What counts as a place where the wrong code differs.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { differences, renamed } from "./differences.ts";

const good = `// Package p compares two ways.
package p

import (
	"context"
	"fmt"
)

// goodRead reads.
func goodRead(ctx context.Context) error {
	rows, err := query(ctx, "// no comment")
	if err != nil {
		return fmt.Errorf("query: %w", err)
	}
	defer rows.Close() // on every way out
	for rows.Next() {
		use(rows)
	}
	return rows.Err()
}
`;
const bad = renamed(good, "good", "bad");

/** How many places differ when the wrong code has one text instead of another. */
function places(...changes: [from: string, to: string][]): number {
  let changed = bad;
  for (const [from, to] of changes) {
    assert.ok(changed.includes(from), from);
    changed = changed.replace(from, to);
  }
  return differences(good, changed).length;
}

describe("the places where the wrong code differs", () => {
  it("are none for names, comments, imports, space and closing brackets", () => {
    assert.match(bad, /badRead/);
    assert.equal(differences(good, bad).length, 0);
    const other = bad
      .replace("// badRead reads.", "// badRead does the same.\n/* in the same\n way */")
      .replace('\t"fmt"\n', '\t"fmt"\n\n\t"os"\n')
      .replace("\t\tuse(rows)", "\t    use(rows)\n");
    assert.equal(differences(good, other).length, 0);
  });

  it("tell a text from a comment", () => {
    const [place] = differences(good, bad.replace("// no comment", "// another"));
    assert.deepEqual(place, {
      line: 11,
      good: ['rows, err := query(ctx, "// no comment")'],
      bad: ['rows, err := query(ctx, "// another")'],
    });
  });

  it("are one for lines next to each other, and for a statement around others", () => {
    assert.equal(places(["\tdefer rows.Close() // on every way out\n\tfor rows.Next() {", "\tfor range rows {"]), 1);
    assert.equal(places(["\tdefer rows.Close()", "\tif cond {\n\tdefer rows.Close()\n}\n"]), 1);
  });

  it("are one for a line that stands somewhere else", () => {
    assert.equal(
      places(
        ["\tdefer rows.Close() // on every way out\n", ""],
        ["\treturn rows.Err()", "\tdefer rows.Close()\n\treturn rows.Err()"],
      ),
      1,
    );
  });

  it("are two for two mistakes", () => {
    assert.equal(places(["\tdefer rows.Close() // on every way out\n", ""], ["rows.Err()", "nil"]), 2);
  });

  it("are as few as the same number of lines allows", () => {
    // The first `return err` could be taken for the only one of the right code: that would be two places.
    const one = "package p\n\nfunc good() error {\n\terr := remove()\n\treturn err\n}\n";
    const three = one
      .replace("good()", "bad()")
      .replace("\treturn err", "\tif gone() {\n\t\treturn err\n\t}\n\tcount()\n\treturn err");
    assert.equal(differences(one, three).length, 1);
  });
});

describe("the names of the other variant", () => {
  it("replace whole words of a name only", () => {
    assert.equal(
      renamed("good.Good newGood goodOpen goods forgoodness", "good", "bad"),
      "bad.Bad newBad badOpen goods forgoodness",
    );
  });
});

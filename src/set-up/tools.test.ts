import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setUp, type Tool, tools } from "./tools.mjs";

/** A tool that some ways lead to; the others say why not. */
function tool(found: boolean, ways: Record<string, string | undefined>): Tool {
  let isThere = found;
  return {
    name: "Thing 2",
    programs: [],
    find: () => (isThere ? { is: "2.1 at /bin/thing", env: { THING: "/bin" } } : undefined),
    ways: Object.entries(ways).map(([how, error]) => ({
      how,
      get() {
        if (error !== undefined) throw new Error(error);
        isThere = true;
      },
    })),
    otherwise: "install it",
  };
}

async function linesOf(wanted: Tool) {
  const lines: string[] = [];
  const { env, missing } = await setUp([wanted], (line: string) => lines.push(line));
  return { lines, env, missing };
}

describe("the set-up", () => {
  it("takes what is installed, and gets nothing", async () => {
    const { lines, env, missing } = await linesOf(tool(true, { download: "must not be asked" }));
    assert.deepEqual(lines, ["✔ Thing 2: 2.1 at /bin/thing"]);
    assert.deepEqual({ env, missing }, { env: { THING: "/bin" }, missing: [] });
  });

  it("goes the next way when one fails, and says which one led there", async () => {
    const { lines, missing } = await linesOf(
      tool(false, { first: "no network", second: undefined, third: "not asked" }),
    );
    assert.deepEqual(lines, [
      "… Thing 2: trying first",
      "… Thing 2: trying second",
      "✔ Thing 2: 2.1 at /bin/thing, by second",
    ]);
    assert.deepEqual(missing, []);
  });

  it("says in one line what was tried, and what somebody can do", async () => {
    const { lines, missing } = await linesOf(tool(false, { first: "no network", second: "no root" }));
    const line = "✖ Thing 2 is missing. Tried first: no network; second: no root. Do it by hand: install it.";
    assert.deepEqual(missing, [line]);
    assert.equal(lines.at(-1), line);
  });

  it("has a second way to everything", () => {
    for (const { name, ways } of tools) assert.ok(ways.length >= 2, name);
  });
});

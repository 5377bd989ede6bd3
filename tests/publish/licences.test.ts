// Everything that the project uses may be used: packages of npm, modules of the Go samples and the kit.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { kitDir, samplesDir } from "../../src/config/paths.ts";
import { goOutput } from "../tools.ts";
import { checkLicences, type Licensed, licenceOf } from "./licences.ts";
import { packageName, readLockFile } from "./lock-file.ts";

/** npm's packages with another licence, and why they may stay. */
const exceptions: Readonly<Record<string, string>> = {
  elkjs:
    "EPL-2.0: Mermaid lays diagrams out with it when a page asks for that, which none does; nothing of it is shipped",
  format: "MIT, in an old notation of package.json that the lock file does not copy; lints Markdown",
  khroma: "MIT, in a file and not in package.json; Mermaid computes colours with it when diagrams are drawn",
  "spdx-exceptions": "CC-BY-3.0: a list of names that the linter of Markdown reads; nothing of it is shipped",
};

/** Modules of Go without a licence of their own, and why they may stay. */
const goExceptions: Readonly<Record<string, string>> = {
  "github.com/conduitio/evolviconf/evolviyaml": "Apache-2.0, in the root of its repository, of which it is a folder",
};

/** sharp's libvips, LGPL: Astro brings it for bitmaps, which no page has; it is loaded as it is and not shipped. */
const isLibvips = (name: string) => /^@img\/sharp-(?:libvips-|win32-|wasm32)/.test(name);

describe("the packages of npm", () => {
  const packages = Object.entries(readLockFile().packages)
    .filter(([folder]) => folder !== "")
    .map(([folder, { license }]): Licensed => ({ name: packageName(folder), licence: license }));

  it("have licences that are allowed", () => {
    assert.ok(packages.length > 300, `only ${packages.length} packages were found`);
    assert.deepEqual(
      checkLicences(
        packages.filter(({ name }) => !isLibvips(name)),
        exceptions,
      ),
      [],
    );
  });
});

describe("the modules of the Go samples and the kit", () => {
  // The kit is the project's own, also where the samples require it.
  const each = "{{with .Module}}{{if not (or .Main .Replace)}}{{.Path}}\t{{.Dir}}{{end}}{{end}}";
  const modules = [samplesDir, kitDir]
    .map((folder) => goOutput(["list", "-deps", "-test", "-f", each, "./..."], folder))
    .join("\n");
  const folders = new Map(
    modules
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split("\t", 2) as [string, string]),
  );

  it("have licences that are allowed", () => {
    assert.ok(folders.size > 20, `only ${folders.size} modules were found`);
    const licensed = [...folders].map(([name, folder]) => ({ name, licence: licenceOf(textIn(folder)) }));
    assert.deepEqual(checkLicences(licensed, goExceptions), []);
  });
});

/** Text of the licence in the folder of a Go module. */
function textIn(folder: string): string {
  const name = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying|unlicense)(?:[.-]\w+)*$/i.test(entry));
  return name ? readFileSync(join(folder, name), "utf8") : "";
}

describe("the check of licences", () => {
  for (const [licence, ok] of [
    ["MIT", true],
    ["(MIT OR GPL-3.0-only)", true],
    ["MIT AND Apache-2.0", true],
    ["MIT AND GPL-3.0-only", false],
    ["AGPL-3.0-only", false],
    ["SEE LICENSE IN x", false],
    [undefined, false],
  ] as const) {
    it(`${ok ? "allows" : "refuses"} ${licence}`, () => {
      const problems = checkLicences([{ name: "a", licence }], {});
      assert.deepEqual(problems.length, ok ? 0 : 1);
    });
  }

  it("accepts an exception with a reason, and refuses one that nothing needs", () => {
    assert.deepEqual(checkLicences([{ name: "a", licence: "X" }], { a: "reason" }), []);
    assert.match(checkLicences([{ name: "a", licence: "MIT" }], { a: "reason" }).join(), /needs no exception/);
  });

  it("knows a licence by its text, and no other", () => {
    assert.equal(licenceOf(readFileSync(new URL("../../LICENSE", import.meta.url), "utf8")), "Apache-2.0");
    assert.equal(licenceOf("GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007"), undefined);
    assert.equal(licenceOf("All rights reserved."), undefined);
  });
});

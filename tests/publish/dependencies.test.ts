// Dependencies are exact and locked; install scripts are allowed by name.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { projectRoot } from "../../src/config/paths.ts";
import { checkDependencies } from "./dependencies.ts";
import { readLockFile, readPackageFile } from "./lock-file.ts";

describe("the dependencies", () => {
  it("are exact, locked, and run no script that nobody allowed", () => {
    assert.deepEqual(checkDependencies(readPackageFile(), readLockFile()), []);
  });

  it("are each named with their reason in CONTRIBUTING, and no other", () => {
    const table = /### Dependencies\n([\s\S]*?)\n\n[^|\n]/.exec(
      readFileSync(`${projectRoot}CONTRIBUTING.md`, "utf8").replace(/\n\n\|/, "\n|"),
    )?.[1];
    const named = [...(table ?? "").matchAll(/^\| (`[^|]+`) \|/gm)].flatMap((row) =>
      [...(row[1] ?? "").matchAll(/`([^`]+)`/g)].map((name) => name[1]),
    );
    assert.deepEqual(named.toSorted(), Object.keys(readPackageFile().devDependencies ?? {}).toSorted());
  });
});

describe("the check of dependencies", () => {
  const project = { devDependencies: { a: "1.2.3" }, allowScripts: { b: true } };
  const lock = {
    packages: {
      "": { devDependencies: { a: "1.2.3" } },
      "node_modules/a": { version: "1.2.3", integrity: "sha512-x" },
      "node_modules/a/node_modules/b": { version: "2.0.0", integrity: "sha512-y", hasInstallScript: true },
    },
  };

  it("has nothing to say about what is right", () => assert.deepEqual(checkDependencies(project, lock), []));

  for (const [what, changed, message] of [
    ["a range", [{ ...project, devDependencies: { a: "^1.2.3" } }, lock], /a is "\^1\.2\.3": name one version/],
    ["a tag", [{ ...project, devDependencies: { a: "latest" } }, lock], /a is "latest": name one version/],
    [
      "another version than locked",
      [{ ...project, devDependencies: { a: "1.2.4" } }, lock],
      /a is 1\.2\.3, .* wants 1\.2\.4/,
    ],
    ["what is not locked", [{ ...project, devDependencies: { a: "1.2.3", c: "1.0.0" } }, lock], /c is undefined/],
    ["what is locked only", [{ ...project, devDependencies: {} }, lock], /a is gone from package\.json/],
    ["a script that nobody allowed", [{ ...project, allowScripts: {} }, lock], /b has an install script/],
    [
      "a script that is not there",
      [{ ...project, allowScripts: { b: true, a: true } }, lock],
      /a in allowScripts has no/,
    ],
    [
      "a package without integrity",
      [project, { packages: { ...lock.packages, "node_modules/a": { version: "1.2.3" } } }],
      /a has no integrity/,
    ],
  ] as const) {
    it(`refuses ${what}`, () => assert.match(checkDependencies(changed[0], changed[1]).join("\n"), message));
  }
});

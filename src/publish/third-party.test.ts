import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import { projectRoot } from "../config/paths.ts";
import { layContent } from "../content-model/testing.ts";
import { packageFolder, thirdPartyText } from "./third-party.ts";

describe("the package of a module", () => {
  for (const [module, folder] of [
    ["/p/node_modules/astro/dist/a.js?x", "/p/node_modules/astro"],
    ["/p/node_modules/@a/b/index.css", "/p/node_modules/@a/b"],
    ["/p/node_modules/a/node_modules/b/index.js", "/p/node_modules/a/node_modules/b"],
    ["\0/p/node_modules/a/index.js", "/p/node_modules/a"],
    ["/p/src/components/copy.ts", undefined],
  ] as const) {
    it(`of ${JSON.stringify(module)} is ${folder}`, () => assert.equal(packageFolder(module), folder));
  }
});

describe("the list of licences", () => {
  const folder = layContent({
    "font/package.json": '{ "name": "font", "version": "1.0.0", "license": "OFL-1.1" }',
    "font/LICENSE.txt": "The text of the licence.",
    "twin/package.json": '{ "name": "twin", "version": "2.0.0", "license": "OFL-1.1" }',
    "twin/LICENCE": "The text of the licence.\n",
    "silent/package.json": '{ "name": "silent", "version": "1.0.0", "license": "MIT" }',
    "unlicensed/package.json": '{ "name": "unlicensed", "version": "1.0.0" }',
    "unlicensed/LICENSE": "Text.",
  });
  after(() => rmSync(folder, { recursive: true }));
  const installed = `${projectRoot}node_modules`;

  it("has each package with its version, and each text once", () => {
    const text = thirdPartyText([`${folder}twin`, `${folder}font`], installed);
    assert.match(text, /\nfont 1\.0\.0 \(OFL-1\.1\)\ntwin 2\.0\.0 \(OFL-1\.1\)\n/);
    assert.equal(text.match(/The text of the licence\./g)?.length, 1);
  });

  it("has what the bundler does not see", () => {
    const text = thirdPartyText([], installed);
    for (const name of ["@astrojs/starlight", "@fontsource/archivo-narrow", "astro", "mermaid", "pagefind"]) {
      assert.match(text, new RegExp(`^${name} \\d`, "m"));
    }
  });

  it("does not depend on the order of the bundle", () => {
    const both = [`${folder}font`, `${folder}twin`];
    assert.equal(thirdPartyText(both, installed), thirdPartyText(both.toReversed(), installed));
  });

  for (const name of ["silent", "unlicensed"]) {
    it(`refuses a ${name} package`, () => {
      assert.throws(() => thirdPartyText([`${folder}${name}`], installed), /does not say its licence/);
    });
  }
});

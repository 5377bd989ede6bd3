// The recording that belongs to a version of Conduit is the newest that is not newer than it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileFor, firstDifference, masked, recordedFile } from "./recorded-files.ts";

const newer = ["v0.18/metrics.txt", "v0.20/metrics.txt", "v0.9/metrics.txt", "v0.18/other.txt"];

describe("the recording of a version of Conduit", () => {
  for (const [version, file] of [
    ["v0.14.0", "metrics.txt"],
    ["v0.8.0", "metrics.txt"],
    ["v0.17.0", "v0.9/metrics.txt"],
    ["v0.18.0", "v0.18/metrics.txt"],
    ["v0.19.3", "v0.18/metrics.txt"],
    ["v0.20.0-nightly.20260822", "v0.20/metrics.txt"],
    ["v1.0.0", "v0.20/metrics.txt"],
  ] as const) {
    it(`${version} has ${file}`, () => assert.equal(recordedFile("metrics", version, "v0.14.0", newer), file));
  }

  it("is the one of all others where nothing differs", () => {
    assert.equal(recordedFile("position", "v0.19.0", "v0.14.0", newer), "position.txt");
  });

  it("is kept below the version that it was made with", () => {
    assert.equal(fileFor("metrics", "v0.19.0"), "v0.19/metrics.txt");
  });
});

describe("the difference between two recordings", () => {
  it("is the first line that is another one", () => {
    assert.equal(firstDifference("$ run\nold\nend", "$ run\nnew\nend"), "line 2 is 'new', not 'old'");
    assert.equal(firstDifference("$ run\nend", "$ run"), "line 2 is nothing, not 'end'");
  });

  it("is none where only varies what may", () => {
    const varies = /"name": "\w+"/g;
    assert.equal(masked('{"name": "a"}', { varies }), masked('{"name": "b"}', { varies }));
  });
});

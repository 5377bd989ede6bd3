import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { near, nearOnes } from "./near.ts";

describe("near names", () => {
  it("are those with few other letters, the nearest first", () => {
    assert.deepEqual(near("SNAP-RESUMES", ["SNAP-MEMORY", "SNAP-RESUME", "CFG-URL"]), ["SNAP-RESUME"]);
    assert.deepEqual(near("position.contnet", ["position.content", "position.order"])[0], "position.content");
  });

  it("are those with the same last part", () => {
    assert.deepEqual(near("pos.content", ["position.content", "cdc.order"]), ["position.content"]);
  });

  it("are not named when nothing is near", () => {
    assert.equal(nearOnes("weather", ["position.content"]), "");
    assert.equal(nearOnes("a.b", ["a.c", "a.d"]), "; near ones: a.c, a.d");
  });
});

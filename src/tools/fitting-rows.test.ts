import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fittingRows } from "./fitting-rows.ts";

const rows = [
  "Records come twice after a restart",
  "The pipeline does not stop",
  "UNIQUE constraint failed after a restart",
  "panic: runtime error: invalid memory address or nil pointer dereference",
  ...Array.from({ length: 20 }, (_, index) => `The pipeline says something else, number ${index}`),
];

describe("rows that fit", () => {
  it("are those with the rare words, in any form", () => {
    assert.deepEqual(fittingRows("stopping a pipeline", rows)[0], 1);
    assert.deepEqual(fittingRows("record came twice", rows), [0]);
  });

  it("are found for an error text that is pasted whole", () => {
    const pasted =
      "2026-11-29T10:00:00 ERR panic: runtime error: invalid memory address or nil pointer dereference [signal SIGSEGV]";
    assert.deepEqual(fittingRows(pasted, rows), [3]);
    assert.deepEqual(fittingRows("sqlite: UNIQUE constraint failed: orders.id (1555)", rows), [2]);
  });

  it("are none for words that no row has, and for nothing", () => {
    assert.deepEqual(fittingRows("zebra", rows), []);
    assert.deepEqual(fittingRows("  ", rows), []);
  });

  it("are a dozen at most", () => assert.equal(fittingRows("says", rows).length, 12));
});

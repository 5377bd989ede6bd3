import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Kinds, type PagefindResult, rank, wordsOf } from "./relaxed-search.ts";

const result = (id: string, score = 1, words: readonly number[] = []): PagefindResult => ({
  id,
  score,
  words,
  data: () => Promise.reject(new Error("not asked for")),
});
const kinds: Kinds = { guidelines: new Set(["g1", "g2", "g3"]), guides: new Set(["guide"]), total: 100 };
const idsOf = (found: readonly (readonly PagefindResult[])[]) => rank(found, kinds).map(({ id }) => id);

describe("words of a query", () => {
  it("leave out what carries nothing, and stand with the rare ones first", () => {
    assert.deepEqual(wordsOf("How do I stop the source when it hangs?"), ["hangs", "stop", "source"]);
  });

  it("are all kept when none carries anything", () => {
    assert.deepEqual(wordsOf("how to do it"), ["how", "to", "do", "it"]);
  });

  it("keep identifiers whole, and search for them first", () => {
    assert.deepEqual(wordsOf('retries: "opencdc.collection", (ErrBackoffRetry)!'), [
      "opencdc.collection",
      "ErrBackoffRetry",
      "retries",
    ]);
  });

  it("of a pasted text are as many as tell something", () => {
    const pasted = Array.from({ length: 300 }, (_, index) => `word${index}`).join(" ");
    assert.equal(wordsOf(pasted).length, 12);
    assert.deepEqual(wordsOf(" \n"), []);
  });
});

describe("pages are ranked by words", () => {
  it("although one word is nowhere", () => {
    assert.deepEqual(idsOf([[], [result("g1")]]), ["g1"]);
    assert.equal(rank([[], [result("g1")]], kinds)[0]?.hasAllWords, false);
  });

  it("more of them first, and the rarer one before the common one", () => {
    const common = Array.from({ length: 40 }, (_, index) => result(`page${index}`));
    assert.deepEqual(idsOf([[result("g1"), result("g2")], [result("g1")]]), ["g1", "g2"]);
    assert.equal(idsOf([[...common, result("g1")], [result("g2", 3)]])[0], "g2");
  });

  it("guidelines before guides, guides before lists", () => {
    assert.deepEqual(idsOf([[result("list"), result("guide"), result("g1")]]), ["g1", "guide", "list"]);
  });

  it("words that stand together before words that do not", () => {
    const [apart, together] = [result("g1", 1, [5, 90]), result("g2", 1, [30, 50])];
    assert.deepEqual(
      idsOf([
        [apart, together],
        [result("g1", 1, [200]), result("g2", 1, [52])],
      ]),
      ["g2", "g1"],
    );
  });

  it("by nothing when nothing was found", () => {
    assert.deepEqual(idsOf([[], []]), []);
  });

  it("with what the rarest word found first", () => {
    const [rare, often] = [result("g1"), result("g1")];
    assert.deepEqual(rank([[often, result("g2"), result("g3")], [rare]], kinds)[0]?.byWord, [rare, often]);
  });
});

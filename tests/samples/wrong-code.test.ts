// The wrong code of each proof is wrong in one way, and that is what its test finds.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { differences, type Variant } from "./differences.ts";
import { proofsAtOnce } from "./proof-program.ts";
import { proofPackages, proofsToTest } from "./proofs.ts";
import { buildSwapped, readVariant, type SwappedProofs } from "./swapped.ts";

/** Proofs whose wrong code differs in more than one place, how many there are, and why it takes all of them. */
const inMorePlaces: Record<string, readonly [places: number, reason: string]> = {
  cfgdefaults: [2, "code sets the default that the tag does not state"],
  cfgdynamic: [2, "a parameter has another name, and is read in another way"],
  concerrors: [2, "an error is kept by the goroutine, and returned by ReadN"],
  poscontent: [3, "what a position lacks is not declared, not written and not read"],
  posversion: [3, "a key of another type is declared, asked for and returned"],
  snapconsistent: [2, "the loop stands outside the transaction, and ends at an error"],
  snapkeytypes: [3, "a key of another type is declared, asked for and compared"],
  srcackbounded: [2, "a window is taken by ReadN and given back by Ack"],
  srcbuffer: [2, "a message is deleted by ReadN instead of Ack"],
};

describe("the wrong code of each proof", () => {
  for (const proof of proofsToTest()) {
    const [places] = inMorePlaces[proof] ?? [1];
    it(`${proof} differs in ${places === 1 ? "one place" : `${places} places`}`, () => {
      const found = differences(readVariant(proof, "good"), readVariant(proof, "bad"));
      const list = found.map(({ line, good, bad }) =>
        [`good.go:${line}`, ...good.map((text) => `- ${text}`), ...bad.map((text) => `+ ${text}`)].join("\n"),
      );
      assert.equal(found.length, places, `proofs/${proof} differs in ${found.length} places:\n${list.join("\n")}`);
    });
  }

  it("differs in more places only where a reason is given", () => {
    const names = Object.keys(inMorePlaces);
    assert.deepEqual(names, names.toSorted());
    assert.deepEqual(
      names.filter((name) => !proofPackages().includes(name)),
      [],
      "no such proof: take it off the list",
    );
    const single = Object.entries(inMorePlaces).filter(([, [places]]) => places < 2);
    assert.deepEqual(single, [], "one place needs no reason: take it off the list");
  });
});

changing("bad", "the wrong code, mended, goes wrong no more");
changing("good", "the right code, spoiled, is found out");

function changing(changed: Variant, title: string): void {
  describe(title, { concurrency: proofsAtOnce }, () => {
    let proofs: SwappedProofs;
    before(async () => {
      proofs = await buildSwapped(changed);
    });
    after(() => proofs?.[Symbol.dispose]());
    for (const proof of proofsToTest()) {
      it(`${proof} fails for ${changed}.go alone`, async () => {
        const complaint = await proofs.complaint(proof);
        assert.ok(complaint === undefined, `proofs/${proof} ${complaint}`);
      });
    }
  });
}

// Whether a source is told of an acknowledgement before its position is stored or after that: it depends on Conduit.

import assert from "node:assert/strict";
import { before, it } from "node:test";
import { conduitBinary, conduitVersion } from "./conduit.ts";
import { goodDestination, goodSource } from "./proofs/pair.ts";
import { ProofPipeline } from "./proofs/pipeline.ts";
import { proofsDirectory } from "./proofs/plugin.ts";
import { compare } from "./recorded-files.ts";
import { inTemporaryDirectory } from "./workspace.ts";

/** The first version that stores first. */
const storesFirst = "v0.19";

/** A test that looks a second too late sees a stored position in any case: one round of these in time is enough. */
const rounds = 4;

before(async () => {
  await conduitBinary();
  proofsDirectory();
});

it("Ack comes before the position is stored up to v0.18, and after that since v0.19", async (context) => {
  const version = await conduitVersion();
  const seen = await inTemporaryDirectory((directory) => orders(new ProofPipeline(directory)));
  context.diagnostic(`Conduit ${version}, at the time of Ack the position was: ${seen.join(", ")}`);
  const isStoredFirst = seen.every((order) => order === "stored");
  assert.equal(isStoredFirst, compare(version, storesFirst) >= 0);
});

/** Inserts rows one by one, and looks into the store as soon as the source has been told of each. */
async function orders(pipeline: ProofPipeline): Promise<string[]> {
  const seen: string[] = [];
  try {
    await pipeline.run(goodSource, goodDestination, async (run) => {
      for (let row = 1; row <= rounds; row++) {
        const before = pipeline.storedPosition();
        const position = JSON.stringify({ change: row });
        pipeline.source.insert(row);
        await run.waitFor(`Ack of row ${row}`, () => run.hasLogged(`acknowledged ${escaped(position)}`));
        seen.push(pipeline.storedPosition() === before ? "not stored" : "stored");
        await run.waitFor(`the position of row ${row}`, () => pipeline.storedPosition() === position);
      }
    });
  } finally {
    pipeline.close();
  }
  return seen;
}

/** As it stands in a log of JSON. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

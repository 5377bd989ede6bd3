// What the proofs show with the SDK alone holds in a real Conduit: wrong code loses or repeats rows, right code does not.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { conduitBinary } from "./conduit.ts";
import { destinations } from "./proofs/destinations.ts";
import { ProofPipeline } from "./proofs/pipeline.ts";
import { proofsDirectory } from "./proofs/plugin.ts";
import { sources } from "./proofs/sources.ts";
import { inTemporaryDirectory } from "./workspace.ts";

before(async () => {
  await conduitBinary();
  proofsDirectory();
});

// A stop that hangs takes a minute: the other pairs have theirs meanwhile.
describe("in a real Conduit", { concurrency: 3 }, () => {
  for (const pair of [...sources, ...destinations]) {
    for (const variant of ["bad", "good"] as const) {
      it(`${pair.guidelines}, ${variant} code: ${pair.story}`, async (context) => {
        const observed = await inTemporaryDirectory(async (directory) => {
          const pipeline = new ProofPipeline(directory, { log: !pair.withoutLog });
          try {
            return await pair.run(pipeline, variant);
          } finally {
            pipeline.close();
          }
        });
        context.diagnostic(`${pair.guidelines}, ${variant}: ${observed}`);
        assert.equal(observed, pair.expected[variant], pair.story);
      });
    }
  }
});

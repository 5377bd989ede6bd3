// Pairs whose destination is right or wrong.

import { difference } from "./databases.ts";
import { goodSource, type Pair } from "./pair.ts";

/** The batch is written when it is full, however long that takes. */
function batchOf(size: number): Readonly<Record<string, string>> {
  return { "sdk.batch.size": String(size), "sdk.batch.delay": "1h" };
}

const durable: Pair = {
  guidelines: "DEST-DURABLE",
  story: "25 rows acknowledged; Conduit and connectors killed; started; 10 more rows inserted",
  expected: { good: "no difference", bad: "missing: 21,22,23,24,25" },
  async run(pipeline, variant) {
    const { source, target } = pipeline;
    const settings = { case: "durable", variant } as const;
    source.insert(1, 25);
    await pipeline.run(goodSource, settings, (run) =>
      run.waitFor("the last position in Conduit's store", () => pipeline.storedPosition() === '{"change":25}'),
    );
    source.insert(26, 35);
    await pipeline.run(goodSource, settings, (run) => run.waitFor("the last row", () => target.has(35)));
    return difference(source.rows(), target.rows());
  },
};

const count: Pair = {
  guidelines: "DEST-COUNT",
  story: "the target refuses row 3 of a batch of 4; the pipeline fails; row 3 is allowed; started; row 5 inserted",
  expected: { good: "no difference", bad: "missing: 1,2" },
  async run(pipeline, variant) {
    const { source, target } = pipeline;
    const settings = { case: "count", variant } as const;
    target.refuse(3);
    source.insert(1, 4);
    await pipeline.run(goodSource, { ...settings, ...batchOf(4) }, async (run) => {
      await run.waitFor("the error", () => run.hasLogged("row 3 is refused"));
      // The destination's stop takes minutes after a full batch (SDK v0.14.2), so nobody waits for it.
      await run.waitFor("the end of the source", () => run.hasLogged("source connector plugin successfully torn down"));
      const acknowledged = variant === "bad" ? '{"change":2}' : undefined;
      await run.waitFor("the position", () => pipeline.storedPosition() === acknowledged);
    });
    target.refuseNothing();
    source.insert(5);
    await pipeline.run(goodSource, settings, (run) => run.waitFor("row 5", () => target.has(5)));
    return difference(source.rows(), target.rows());
  },
};

const order: Pair = {
  guidelines: "DEST-ORDER",
  story: "a batch of 6: rows 1 and 2 inserted, 1 deleted, 1 inserted again, 2 deleted, 3 inserted",
  expected: { good: "no difference", bad: "missing: 1" },
  async run(pipeline, variant) {
    const { source, target } = pipeline;
    source.execute(`BEGIN;
      INSERT INTO items VALUES (1, 'row 1'), (2, 'row 2');
      DELETE FROM items WHERE id = 1;
      INSERT INTO items VALUES (1, 'row 1, again');
      DELETE FROM items WHERE id = 2;
      INSERT INTO items VALUES (3, 'row 3');
      COMMIT;`);
    await pipeline.run(goodSource, { case: "order", variant, ...batchOf(6) }, (run) =>
      run.waitFor("row 3", () => target.has(3)),
    );
    return difference(source.rows(), target.rows());
  },
};

export const destinations: readonly Pair[] = [durable, count, order];

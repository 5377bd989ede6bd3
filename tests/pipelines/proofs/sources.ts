// Pairs whose source is right or wrong.

import { difference } from "./databases.ts";
import { goodDestination, type Pair } from "./pair.ts";

const startFirst: Pair = {
  guidelines: "CDC-START-FIRST, POS-CONTENT",
  story: "stopped after rows 1 and 2 of a snapshot; then 1 and 3 updated, 2 deleted; started",
  expected: { good: "no difference", bad: "deleted at the source only: 2; old: 1" },
  async run(pipeline, variant) {
    const { source, target } = pipeline;
    source.insert(1, 4);
    source.openGate(2);
    await pipeline.run({ case: "handover", variant }, goodDestination, async (run) => {
      await run.waitFor("rows 1 and 2", () => target.has(1, 2));
      await run.stop();
      source.execute("UPDATE items SET text = 'changed while stopped' WHERE id IN (1, 3)");
      source.execute("DELETE FROM items WHERE id = 2");
      source.openGate(1000);
      await run.start();
      await run.waitFor("the rest of the snapshot", () => target.has(3, 4));
      // A change that is no row of the snapshot: it comes after the others.
      source.insert(0);
      await run.waitFor("row 0", () => target.has(0));
    });
    return difference(source.rows(), target.rows());
  },
};

const exact: Pair = {
  guidelines: "POS-EXACT",
  story: "rows 1 and 2 inserted; three times stopped, started, and one more row inserted",
  expected: { good: "rows written: 1,2,3,4,5", bad: "rows written: 1,2,2,3,3,4,4,5" },
  async run(pipeline, variant) {
    const { source, target } = pipeline;
    source.insert(1, 2);
    await pipeline.run({ case: "resume", variant }, goodDestination, async (run) => {
      await run.waitFor("rows 1 and 2", () => target.has(1, 2));
      for (const id of [3, 4, 5]) {
        await run.stop();
        await run.start();
        source.insert(id);
        await run.waitFor(`row ${id}`, () => target.has(id));
      }
    });
    return `rows written: ${target.deliveries()}`;
  },
};

const downtime: Pair = {
  guidelines: "CDC-DOWNTIME",
  story: "rows 1 to 3 copied; stopped; then 1 updated, 2 deleted, 4 inserted; started",
  expected: { good: "no difference", bad: "missing: 4; deleted at the source only: 2; old: 1" },
  withoutLog: true,
  async run(pipeline, variant) {
    const { source, target } = pipeline;
    await pipeline.run({ case: "downtime", variant }, goodDestination, async (run) => {
      await run.waitFor("the triggers", () => source.logsChanges());
      source.insert(1, 3);
      await run.waitFor("rows 1 to 3", () => target.has(1, 2, 3));
      await run.stop();
      source.execute("UPDATE items SET text = 'changed while stopped' WHERE id = 1");
      source.execute("DELETE FROM items WHERE id = 2");
      source.insert(4);
      await run.start();
      await run.waitFor("the triggers", () => source.logsChanges());
      source.insert(5);
      await run.waitFor("row 5", () => target.has(5));
    });
    return difference(source.rows(), target.rows());
  },
};

const buffer: Pair = {
  guidelines: "SRC-BUFFER",
  story: "5 messages received ahead, 1 and 2 copied; Conduit and connectors killed; started; message 6 sent",
  expected: { good: "no difference", bad: "missing: 3,4,5" },
  async run(pipeline, variant) {
    const { source, target } = pipeline;
    const settings = { case: "buffer", variant } as const;
    source.insert(1, 5);
    const sent = new Map(source.rows());
    source.openGate(2);
    await pipeline.run(settings, goodDestination, (run) => run.waitFor("messages 1 and 2", () => target.has(1, 2)));
    source.insert(6);
    sent.set(6, "row 6");
    source.openGate(6);
    await pipeline.run(settings, goodDestination, (run) => run.waitFor("message 6", () => target.has(6)));
    return difference(sent, target.rows());
  },
};

/** The SDK gives up such a stop after a minute. */
const stop: Pair = {
  guidelines: "LIFE-STOP",
  story: "row 1 copied; the idle pipeline is asked to stop; Conduit has answered; row 2 inserted",
  expected: {
    good: "STATUS_STOPPED; rows written: 1",
    bad: "STATUS_RUNNING, failed to stop connector: context deadline exceeded; rows written: 1,2",
  },
  async run(pipeline, variant) {
    const { source, target } = pipeline;
    let status = "";
    await pipeline.run({ case: "stop", variant }, goodDestination, async (run) => {
      source.insert(1);
      await run.waitFor("row 1", () => target.has(1));
      const refusal = await run.requestStop();
      if (refusal === "") await run.stopped();
      source.insert(2);
      if (refusal !== "") await run.waitFor("row 2", () => target.has(2));
      const reason = /failed to stop connector: .*$/.exec(refusal)?.[0] ?? refusal;
      status = [await run.status(), reason].filter((part) => part !== "").join(", ");
    });
    return `${status}; rows written: ${target.deliveries()}`;
  },
};

/** Of wrong starts about every second reads nothing: that none of them does has a chance of one in 2^40. */
const starts = 40;

const background: Pair = {
  guidelines: "LIFE-BACKGROUND",
  story: `started up to ${starts} times, with a new row each time, until a row does not come`,
  expected: {
    good: "the row came after each start",
    bad: "STATUS_RUNNING, and the goroutine that reads has ended: no row comes",
  },
  async run(pipeline, variant) {
    const { source, target } = pipeline;
    const ended = "goroutine ended after 0 batches";
    let observed = "the row came after each start";
    await pipeline.run({ case: "background", variant }, goodDestination, async (run) => {
      for (let id = 1; id <= starts; id++) {
        source.insert(id);
        await run.waitFor(`row ${id}, or the end of the goroutine`, () => target.has(id) || run.hasLogged(ended));
        if (!target.has(id)) {
          observed = `${await run.status()}, and the goroutine that reads has ended: no row comes`;
          return;
        }
        await run.stop();
        if (id < starts) await run.start();
      }
    });
    return observed;
  },
};

export const sources: readonly Pair[] = [stop, startFirst, exact, downtime, buffer, background];

// Nothing is lost, and little comes twice, when Conduit and the connectors are killed in the middle.

import assert from "node:assert/strict";
import { before, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { conduitBinary } from "./conduit.ts";
import { connectorsDirectory } from "./connector.ts";
import { laterMoment, type Moment, moments, type Phase, phases } from "./crash/moments.ts";
import { type Crash, CrashingPipeline } from "./crash/pipeline.ts";
import { startPostgres } from "./crash/postgres.ts";
import { pluginsOf } from "./crash/processes.ts";
import type { RunReport } from "./crash/progress.ts";
import { integer, type Random, randomFrom, seedOr } from "./crash/random.ts";
import type { Source } from "./crash/source.ts";
import { startSqlite } from "./crash/sqlite.ts";
import { tables } from "./crash/tables.ts";
import { Writer } from "./crash/writer.ts";
import type { RunningConduit } from "./run.ts";
import { inTemporaryDirectory } from "./workspace.ts";

/** CRASH_SEED repeats the choices of another run. */
const seed = seedOr(20_261_122);

/** The snapshot takes 20 seconds without kills, so there is time for some in the middle. */
const rowsPerTable = 33_334;

/** As many as must happen, in all and in each phase. */
const leastKills = 20;
const leastKillsIn: Readonly<Record<Phase, number>> = { snapshot: 7, "hand-over": 3, afterwards: 7 };

/** On a machine that is busy, the kills of a phase may come when it is over. Then the source is started once more. */
const mostRounds = 3;

/** A pipeline that never stores the position of a change would be killed for ever. */
const mostKills = 40;

/** Enough for a snapshot of two seconds, where Conduit is not killed. */
const rowsIfConduitSurvives = 4000;

/** The connectors that are killed while Conduit goes on. */
const pluginKills = ["crash:in", "crash:out", "crash:in"] as const;

/** The usual second of waiting before a restart would only make the test longer. */
const soonAgain = ["--pipelines.error-recovery.min-delay", "100ms"] as const;

const noProcessList = process.platform === "linux" ? false : "finds the connectors' processes in Linux's /proc";

/** Changes that are made, at least, while everything is down. */
const changesWhileDown = [10, 100] as const;

/**
 * What may come again after one crash. Conduit stores the position one second after an acknowledgement, or when 10,000
 * acknowledgements wait. Two batches of 1,000 records may be in the copy before Conduit has their acknowledgements.
 */
const mostAgain = 10_000 + 2 * 1000;

/** How old that may be: the second, and two more for a machine that is busy with other things. */
const greatestAge = 3000;

before(async () => {
  await conduitBinary();
  connectorsDirectory(["sqlite", "postgres"]);
});

test(`sqlite to sqlite survives kills (CRASH_SEED=${seed})`, (context) => survivesKills(context, startSqlite));

test(`postgres to sqlite survives kills (CRASH_SEED=${seed})`, (context) => survivesKills(context, startPostgres));

test(`sqlite to sqlite survives kills of the connectors alone (CRASH_SEED=${seed})`, {
  skip: noProcessList,
}, async (context) => {
  const random = randomFrom(seed);
  await inTemporaryDirectory(async (directory) => {
    const source = await startSqlite(directory);
    const writer = await Writer.start(source, seed, rowsIfConduitSurvives);
    try {
      const pipeline = new CrashingPipeline(source, directory, rowsIfConduitSurvives * tables.length, soonAgain);
      const waited: number[] = [];
      const log = await pipeline.survive(async (conduit) => {
        for (const connector of pluginKills) {
          waited.push(await killPlugin(conduit, pipeline, connector, integer(random, 0, 500)));
        }
        return writer.stop();
      });
      const restarts = log.filter(({ message }) => message?.includes("restarting with backoff")).length;
      assert.equal(restarts, pluginKills.length, "restarts of the pipeline in the log");
      context.diagnostic(
        `CRASH_SEED=${seed}: killed ${pluginKills.join(", ")}; records came again after ${waited.join(", ")} ms`,
      );
      pipeline.copy.close();
    } finally {
      await writer.stop();
      await source.close();
    }
  });
});

/** Kills the process of a connector while records arrive. Returns after how many milliseconds they arrive again. */
async function killPlugin(
  conduit: RunningConduit,
  pipeline: CrashingPipeline,
  connector: string,
  delay: number,
): Promise<number> {
  const arrived = pipeline.copy.lastDelivery();
  await conduit.waitFor("records", () => pipeline.copy.lastDelivery() > arrived);
  await sleep(delay);
  const plugins = pluginsOf(conduit.processGroup());
  const plugin = plugins.find((candidate) => candidate.connector === connector);
  assert.ok(plugin, `no process of ${connector} among ${JSON.stringify(plugins)}`);
  process.kill(plugin.id, "SIGKILL");
  const killedAt = Date.now();
  await conduit.waitFor(`a new process of ${connector}`, () =>
    pluginsOf(conduit.processGroup()).some(({ id, connector: of }) => of === connector && id !== plugin.id),
  );
  const before = pipeline.copy.lastDelivery();
  await conduit.waitFor(`records after the end of ${connector}`, () => pipeline.copy.lastDelivery() > before);
  return Date.now() - killedAt;
}

async function survivesKills(context: TestContext, start: (directory: string) => Promise<Source>): Promise<void> {
  const random = randomFrom(seed);
  const crashes: Crash[] = [];
  const runs: RunReport[] = [];
  for (let round = 1; round <= mostRounds && missing(crashes).length > 0; round++) {
    await inTemporaryDirectory(async (directory) => {
      const { killed, last, report } = await surviveRound(random, directory, start);
      crashes.push(...killed);
      runs.push(...killed, last);
      context.diagnostic(report);
    });
  }
  assert.deepEqual(missing(crashes), [], `after ${mostRounds} rounds`);
  for (const [i, { again, age }] of runs.entries()) {
    assert.ok(again <= mostAgain, `start ${i + 1} delivered ${again} records again, want at most ${mostAgain}`);
    assert.ok(age <= greatestAge, `start ${i + 1} went back ${age} ms, want at most ${greatestAge} ms`);
  }
}

/** A source from its snapshot on, killed until enough changes have come. */
async function surviveRound(random: Random, directory: string, start: (directory: string) => Promise<Source>) {
  const began = Date.now();
  const rowCount = rowsPerTable * tables.length;
  const source = await start(directory);
  const writer = await Writer.start(source, seed, rowsPerTable);
  const killed: Crash[] = [];
  try {
    const pipeline = new CrashingPipeline(source, directory, rowCount);
    const kill = async (moment: Moment): Promise<void> => {
      killed.push(await pipeline.crashAt(moment));
      await writer.reach(writer.version + integer(random, ...changesWhileDown));
    };
    for (const moment of moments(random, rowCount)) await kill(moment);
    while (count(killed, "afterwards") < leastKillsIn.afterwards && killed.length < mostKills) {
      await kill(laterMoment(random));
    }
    const changes = await writer.stop();
    const last = await pipeline.catchUp(changes);
    pipeline.copy.close();
    return { killed, last, report: summary(killed, [...killed, last], rowCount, changes, Date.now() - began) };
  } finally {
    await writer.stop();
    await source.close();
  }
}

/** What too few kills have happened for, such as `hand-over: 1 of 3`. */
function missing(crashes: readonly Crash[]): string[] {
  const wanted = [
    ...phases.map((phase) => [phase, count(crashes, phase), leastKillsIn[phase]] as const),
    ["in all", crashes.length, leastKills] as const,
  ];
  return wanted
    .filter(([, kills, least]) => kills < least)
    .map(([what, kills, least]) => `${what}: ${kills} of ${least}`);
}

function count(crashes: readonly Crash[], phase: Phase): number {
  return crashes.filter((crash) => crash.phase === phase).length;
}

function summary(
  crashes: readonly Crash[],
  runs: readonly RunReport[],
  rows: number,
  changes: number,
  milliseconds: number,
): string {
  const again = runs.map((run) => run.again);
  const delivered = runs.reduce((sum, run) => sum + run.snapshotRows + run.changes, 0);
  return [
    `CRASH_SEED=${seed}: ${crashes.length} kills`,
    `(${phases.map((phase) => `${count(crashes, phase)} ${phase}`).join(", ")}),`,
    `${crashes.filter(({ fromNothing }) => fromNothing).length} of them before a position was stored,`,
    `${rows} rows, ${changes} changes, ${delivered} writes to the copy,`,
    `${again.reduce((sum, n) => sum + n, 0)} again, at most ${Math.max(...again)} after one crash,`,
    `from at most ${Math.max(...runs.map(({ age }) => age))} ms before it; ${Math.round(milliseconds / 1000)} s`,
  ].join(" ");
}

// A pipeline from a source to the copy, which can be killed and started again.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connectorsDirectory } from "../connector.ts";
import { type LogLine, parseLog } from "../observe.ts";
import { crashConduit, type RunningConduit, type RunOptions, runConduit } from "../run.ts";
import { Copy } from "./copy.ts";
import { differences } from "./difference.ts";
import type { Moment, Phase } from "./moments.ts";
import { type StoredPosition, storedPosition, storeFlags } from "./position.ts";
import { pluginsOf } from "./processes.ts";
import { lastRow, Progress, type RunReport } from "./progress.ts";
import type { Source } from "./source.ts";

const connector = "crash:in";

/** How long the copy may take to catch up, in milliseconds: far more than it needs on a busy machine. */
const patience = 120_000;

/** How long nothing must arrive until it is certain that nothing will, in milliseconds. */
const quiet = 20_000;

/** A run that was killed. */
export interface Crash extends RunReport {
  readonly phase: Phase;
  /** Whether no position was stored when the run began. */
  readonly fromNothing: boolean;
}

export class CrashingPipeline {
  readonly copy: Copy;
  readonly #source: Source;
  readonly #directory: string;
  readonly #rowCount: number;
  readonly #options: RunOptions;
  readonly #progress = new Progress();
  #delivered = 0;

  constructor(source: Source, directory: string, rowCount: number, flags: readonly string[] = []) {
    this.#source = source;
    this.#directory = directory;
    this.#rowCount = rowCount;
    this.copy = new Copy(directory);
    const pipeline = join(directory, "crash.yaml");
    writeFileSync(pipeline, pipelineFile(source));
    this.#options = {
      directory,
      pipeline,
      connectors: connectorsDirectory(["sqlite", "postgres"]),
      logFormat: "json",
      flags: [...storeFlags, ...flags],
      patience,
    };
  }

  /** The position that the next start will begin at. */
  storedPosition(): StoredPosition | undefined {
    return storedPosition(this.#directory, connector);
  }

  /** Starts Conduit, and kills it together with its connectors at a moment. */
  async crashAt(moment: Moment): Promise<Crash> {
    const position = this.storedPosition();
    let group = 0;
    const lines = await crashConduit(this.#options, async (conduit) => {
      group = conduit.processGroup();
      await this.#waitFor(moment, conduit, position);
      await sleep(moment.delay);
    });
    const killedAt = Date.now();
    await nobodyIsLeft(group);
    assert.deepEqual(errors(lines), [], "errors in the log before the kill");

    const deliveries = this.copy.deliveriesAfter(this.#delivered);
    const report = this.#progress.add(deliveries, position, killedAt);
    assert.deepEqual(report.mistakes, [], `after a start at the position ${position?.text}`);
    this.#delivered = deliveries.at(-1)?.number ?? this.#delivered;
    return { ...report, phase: this.#phase(position), fromNothing: position === undefined };
  }

  /** Starts Conduit, waits until the copy equals the source, and stops Conduit. */
  async catchUp(lastVersion: number): Promise<RunReport> {
    const position = this.storedPosition();
    const { lines, exitCode } = await runConduit(this.#options, (conduit) =>
      this.#waitUntilEqual(conduit, lastVersion),
    );
    assert.equal(exitCode, 0, "exit status of Conduit");
    assert.deepEqual(errors(lines), [], "errors in the log");
    return this.#progress.add(this.copy.deliveriesAfter(this.#delivered), position, Date.now());
  }

  /** Runs Conduit, which has to survive what `use` does, until the copy equals the source. Returns the log. */
  async survive(use: (conduit: RunningConduit) => Promise<number>): Promise<readonly LogLine[]> {
    const { lines, exitCode } = await runConduit(this.#options, async (conduit) => {
      await this.#waitUntilEqual(conduit, await use(conduit));
    });
    assert.equal(exitCode, 0, "exit status of Conduit");
    return parseLog(lines);
  }

  async #waitUntilEqual(conduit: RunningConduit, lastVersion: number): Promise<void> {
    let delivered = -1;
    let quietSince = 0;
    let difference: readonly string[] | undefined;
    await conduit.waitFor("the copy to equal the source", async () => {
      const now = this.copy.lastDelivery();
      if (now !== delivered) {
        [delivered, quietSince, difference] = [now, Date.now(), undefined];
        return false;
      }
      // The last change may come early, in a row of the snapshot, so it only says when comparing begins to make sense.
      const isQuiet = Date.now() - quietSince > quiet;
      if (isQuiet || this.copy.hasVersion(lastVersion)) difference ??= await differences(this.#source, this.copy);
      return isQuiet || difference?.length === 0;
    });
    const lines = difference ?? [];
    assert.ok(
      lines.length === 0,
      `nothing arrives any more, and the copy differs from the source:\n${lines.join("\n")}`,
    );
  }

  async #waitFor(moment: Moment, conduit: RunningConduit, position: StoredPosition | undefined): Promise<void> {
    const atStart = this.#progress.rowsUpTo(position);
    // A position at or behind the last row: that row does not come again.
    const wasRead =
      position?.mode === "changes" || (position?.row?.table === lastRow.table && position.row.key === lastRow.key);
    const snapshotEnded = (): boolean => wasRead || this.copy.hasDelivered(this.#delivered, lastRow.table, lastRow.key);
    const delivered = (): number => this.copy.lastDelivery() - this.#delivered;
    switch (moment.after) {
      case "start":
        return;
      case "first record":
        return conduit.waitFor("a first record", () => delivered() > 0);
      case "rows":
        return conduit.waitFor(
          `${moment.rows} rows of the snapshot`,
          () => atStart + delivered() >= (moment.rows ?? 0) || snapshotEnded(),
        );
      case "snapshot":
        return conduit.waitFor("the end of the snapshot", () => delivered() > 0 && snapshotEnded());
    }
  }

  /**
   * The phase of a run that was killed. The hand-over begins where a restart has at most a tenth of the rows left, or
   * two batches are missing in the copy; it ends when the position of a change is stored.
   */
  #phase(position: StoredPosition | undefined): Phase {
    if (position?.mode === "changes") return "afterwards";
    const nearEnd =
      this.#progress.snapshotEnded ||
      this.#progress.rows > this.#rowCount - 2000 ||
      this.#progress.rowsUpTo(position) > this.#rowCount * 0.9;
    return nearEnd ? "hand-over" : "snapshot";
  }
}

/** A connector that outlives Conduit would go on writing. */
async function nobodyIsLeft(group: number): Promise<void> {
  const giveUpAt = Date.now() + patience;
  while (pluginsOf(group).length > 0) {
    assert.ok(Date.now() < giveUpAt, `still running after the kill: ${JSON.stringify(pluginsOf(group))}`);
    await sleep(5);
  }
}

function pipelineFile({ plugin, settings }: Source): string {
  // JSON is YAML.
  return JSON.stringify({
    version: "2.2",
    pipelines: [
      {
        id: "crash",
        status: "running",
        connectors: [
          { id: "in", type: "source", plugin, settings },
          { id: "out", type: "destination", plugin: "standalone:sqlite", settings: { url: "./copy.db" } },
        ],
      },
    ],
  });
}

/** Conduit logs its own graceful stop as an error. */
function errors(lines: readonly string[]): LogLine[] {
  return parseLog(lines).filter(({ level, error }) => level === "error" && error !== "graceful shutdown");
}

// The pauses before restarts are random within bounds that double, and the bounds shrink again: as the guides say, and
// as a pipeline of a real Conduit does whose source fails at once.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { contentDir, samplesDir } from "../../src/config/paths.ts";
import { conduitBinary } from "./conduit.ts";
import { connectorsDirectory } from "./connector.ts";
import { type Recovering, recoveringIn, restartsIn } from "./recovery/log.ts";
import { defaults, longestPause, minute, printedDefaults, type Recovery, second } from "./recovery/pauses.ts";
import { type RunningConduit, runConduit } from "./run.ts";
import { inTemporaryDirectory } from "./workspace.ts";

const setting = "--pipelines.error-recovery.";

/** Timers are not exact, and a busy machine is late. */
const early = 5;
const late = 3 * second;

before(async () => {
  await conduitBinary();
  connectorsDirectory();
});

describe("recovery of a pipeline whose source fails at once", { concurrency: true }, () => {
  it("has the defaults that the guides state", async () => {
    const { stdout } = spawnSync(await conduitBinary(), ["run", "--help"], { encoding: "utf8" });
    const found = [...stdout.matchAll(/--pipelines\.error-recovery\.(\S+) .*\(default (\S+)\)$/gm)];
    assert.deepEqual(Object.fromEntries(found.map(([, name, value]) => [name, value])), printedDefaults);
  });

  it("pauses for a random time of 1 s to 2ⁿ s before attempt n", async (context) => {
    const restarts = await restartsOf(defaults, 4);
    context.diagnostic(`by default: ${inWords(restarts, defaults)}`);
    areWithinBounds(restarts, defaults);
    assert.ok(!areDoublings(restarts, defaults), "the pauses are 1 s, 2 s, 4 s or their doubles: they are not random");
  });

  it("never pauses for longer than the greatest delay", async (context) => {
    const recovery = { ...defaults, minDelay: 100, maxDelay: 2 * second };
    const restarts = await restartsOf(recovery, 9);
    context.diagnostic(`from 0.1 s, at most 2 s: ${inWords(restarts, recovery)}`);
    areWithinBounds(restarts, recovery);
    assert.ok(!areDoublings(restarts, recovery), "each pause is the double of the one before: they are not random");
    for (const [index, next] of restarts.slice(1).entries()) {
      const { time = 0, duration = 0 } = restarts[index] ?? {};
      assert.ok(next.time - time >= duration - early, `${next.time - time} ms passed in a pause of ${duration} ms`);
    }
  });

  it("takes each attempt off the counter again, a window after its pause", async (context) => {
    const recovery = { ...defaults, minDelay: 100, window: second };
    const log = await logOf(recovery, (lines) => fallsBack(restartsIn(lines)));
    const restarts = log.filter(({ what }) => what === "restart");
    context.diagnostic(`with a window of 1 s: ${inWords(restarts, recovery)}`);
    areWithinBounds(restarts, recovery, { consecutive: false });
    let counter = 0;
    for (const { what, attempt, duration, time } of log) {
      counter += what === "restart" ? 1 : -1;
      if (what === "restart") assert.equal(attempt, counter, "the attempt is what the counter says");
      const paused = restarts.find((restart) => restart.duration === duration);
      assert.ok(paused, `no restart had the pause of ${duration} ms`);
      const due = paused.time + duration + recovery.window;
      if (what === "decrease") assert.ok(time >= due - early && time <= due + late, `${time - due} ms from the window`);
    }
  });
});

describe("the guide", () => {
  const text = readFileSync(`${contentDir}guides/lifecycle-and-errors.md`, "utf8");
  const section = /^### How long until the restart\n(.*?)^##/ms.exec(text)?.[1] ?? "";
  const says = section.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/\s+/g, " ");
  const { minDelay, maxDelay, factor, window } = defaults;
  const inMinutes = (time: number): string => ["five", "ten"][time / (5 * minute) - 1] ?? `${time / minute}`;

  for (const sentence of [
    `is random, between ${minDelay / second} s and ${factor}ⁿ s, and never longer than ${inMinutes(maxDelay)} minutes.`,
    `${inMinutes(window)} minutes after its pause, each one is forgotten`,
    `at most ${[1, 2, 3, 4].map((attempt) => longestPause(attempt, defaults) / second).join(", ")} s`,
  ]) {
    it(`says what the runs show: ${sentence}`, () => assert.ok(says.includes(sentence), says));
  }
});

/** Runs a pipeline with a source that cannot open its database, until it has been restarted so often. */
async function restartsOf(recovery: Recovery, count: number): Promise<Recovering[]> {
  const log = await logOf(recovery, (lines) => restartsIn(lines).length >= count);
  return log.filter(({ what }) => what === "restart").slice(0, count);
}

function logOf(recovery: Recovery, isEnough: (lines: readonly string[]) => boolean): Promise<Recovering[]> {
  return inTemporaryDirectory(async (directory) => {
    const options = {
      directory,
      pipeline: join(samplesDir, "pipelines/source-to-log.yaml"),
      connectors: connectorsDirectory(),
      logFormat: "json",
      flags: ["--log.level", "debug", ...flagsFor(recovery)],
      // See recorder.ts: with several threads Conduit v0.14.0 sometimes does not restart the pipeline.
      environment: { GOMAXPROCS: "1" },
    } as const;
    let lines: readonly string[] = [];
    await runConduit(options, (conduit: RunningConduit) =>
      conduit.waitFor("the restarts", () => {
        lines = conduit.lines();
        return isEnough(lines);
      }),
    );
    return recoveringIn(lines);
  });
}

function flagsFor({ minDelay, maxDelay, factor, window }: Recovery): string[] {
  const values = {
    "min-delay": `${minDelay}ms`,
    "max-delay": `${maxDelay}ms`,
    "backoff-factor": String(factor),
    "max-retries-window": `${window}ms`,
  };
  return Object.entries(values).flatMap(([name, value]) => [`${setting}${name}`, value]);
}

function areWithinBounds(restarts: readonly Recovering[], recovery: Recovery, { consecutive = true } = {}): void {
  for (const [index, { attempt, duration }] of restarts.entries()) {
    if (consecutive) assert.equal(attempt, index + 1, "attempts are counted");
    const longest = longestPause(attempt, recovery);
    const isWithin = duration >= recovery.minDelay && duration <= longest;
    assert.ok(isWithin, `attempt ${attempt}: ${duration} ms is not between ${recovery.minDelay} and ${longest} ms`);
  }
}

/** Whether the pauses are what they would be without chance: the least delay and its doubles, or the doubles alone. */
function areDoublings(restarts: readonly Recovering[], recovery: Recovery): boolean {
  return [0, 1].some((shift) =>
    restarts.every(({ attempt, duration }) => Math.abs(duration - longestPause(attempt - shift, recovery)) < 1),
  );
}

/** Whether the counter fell twice, which takes a few windows. */
function fallsBack(restarts: readonly Recovering[]): boolean {
  const falls = restarts.slice(1).filter(({ attempt }, index) => attempt <= (restarts[index]?.attempt ?? 0));
  return falls.length >= 2 && restarts.length >= 8;
}

function inWords(restarts: readonly Recovering[], recovery: Recovery): string {
  return restarts
    .map(({ attempt, duration }) => {
      const longest = longestPause(attempt, recovery) / second;
      return `attempt ${attempt} after ${(duration / second).toFixed(2)} s of at most ${longest} s`;
    })
    .join(", ");
}

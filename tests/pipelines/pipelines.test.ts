// Every pipeline file of the samples runs in a real Conduit.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { samplesDir } from "../../src/config/paths.ts";
import { conduitBinary } from "./conduit.ts";
import { connectorsDirectory, type Sample } from "./connector.ts";
import { type Expectation, expectations, type PipelineRun } from "./expectations.ts";
import { type LogLine, parseLog, recordsInFile } from "./observe.ts";
import { type RunningConduit, runConduit } from "./run.ts";
import { inTemporaryDirectory } from "./workspace.ts";

const pipelineFiles = globSync("**/pipelines/*.{yaml,yml}", { cwd: samplesDir }).sort();

before(async () => {
  await conduitBinary();
});

test("there are pipeline files, and each expectation belongs to one", () => {
  assert.notEqual(pipelineFiles.length, 0, `${samplesDir}: no file matches **/pipelines/*.yaml`);
  for (const name of Object.keys(expectations)) {
    assert.ok(
      pipelineFiles.includes(name),
      `tests/pipelines/expectations.ts: there is no content/samples/${name}. Remove the entry.`,
    );
  }
});

for (const name of pipelineFiles) {
  test(name, async () => {
    const expectation = expectations[name];
    assert.ok(
      expectation,
      `content/samples/${name}: say what must arrive. Add an entry '${name}' to tests/pipelines/expectations.ts.`,
    );
    try {
      await inTemporaryDirectory((directory) => verify(join(samplesDir, name), directory, expectation));
    } finally {
      await expectation.cleanUp?.();
    }
  });
}

async function verify(file: string, directory: string, expectation: Expectation): Promise<void> {
  const named = readFileSync(file, "utf8").matchAll(/standalone:(sqlite|postgres)/g);
  const samples = [...new Set([...named].map((match) => match[1] as Sample))];
  await expectation.prepare?.(directory);
  const options = {
    directory,
    pipeline: file,
    logFormat: "json",
    environment: expectation.environment?.() ?? {},
    ...(samples.length > 0 ? { connectors: connectorsDirectory(samples) } : {}),
  } as const;

  let lines: readonly string[] = [];
  const log = (): LogLine[] => parseLog(lines);
  const stopped = await runConduit(options, async (conduit) => {
    const run: PipelineRun = { directory, log, acknowledged: () => acknowledged(conduit) };
    for (const [index, step] of expectation.steps.entries()) {
      await step.change?.(directory);
      await conduit.waitFor(`everything of step ${index + 1} has arrived`, () => {
        lines = conduit.lines();
        return step.arrived(run);
      });
    }
    await conduit.waitFor("the dead letters", () => deadLetters(directory) >= (expectation.deadLetters ?? 0));
  });

  lines = stopped.lines;
  assert.equal(stopped.exitCode, 0, "exit status of Conduit");
  assert.deepEqual(failures(log()), [], "errors in the log");
  assert.equal(deadLetters(directory), expectation.deadLetters ?? 0, "records in dlq.jsonl");
  expectation.check({ directory, log });
}

async function acknowledged(conduit: RunningConduit): Promise<number> {
  const metrics = await (await fetch(`http://${await conduit.api()}/metrics`)).text();
  const line = /^conduit_connector_execution_duration_seconds_count{.*type="destination".*} (\d+)$/m.exec(metrics);
  return Number(line?.[1] ?? 0);
}

function deadLetters(directory: string): number {
  return recordsInFile(directory, "dlq.jsonl").length;
}

/** Errors, and records that the default dead-letter queue logged. Conduit logs its own graceful stop as an error. */
function failures(log: readonly LogLine[]): LogLine[] {
  return log.filter(
    (line) =>
      (line.level === "error" && line.error !== "graceful shutdown") || line.message === "record delivery failed",
  );
}

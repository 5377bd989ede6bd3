// The recorded outputs that the guides show are what Conduit prints today.

import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { conduitBinary } from "./conduit.ts";
import { type Recording, recordedDirectory } from "./recorder.ts";
import { recordings } from "./recordings.ts";

const otherConduit = process.env["CONDUIT_BINARY"]
  ? "the recordings are made with the Conduit of tests/pipelines/conduit/go.mod, not with CONDUIT_BINARY"
  : false;

before(async () => {
  await conduitBinary();
});

/** The first differs in every run, and is written by tests/bench/samples.ts; the second is compared by TestStory. */
const notCompared = ["benchmark.txt", "crashtest-report.txt"];

test("every recorded output has a recording", () => {
  const files = globSync("*.txt", { cwd: recordedDirectory, exclude: notCompared }).sort();
  assert.notEqual(files.length, 0, `${recordedDirectory} is empty: run node tests/pipelines/record.ts`);
  const known = recordings.map(({ name }) => `${name}.txt`);
  const unknown = files.filter((file) => !known.includes(file));
  assert.deepEqual(unknown, [], "remove these from content/samples/recorded, or add them to recordings.ts");
});

for (const recording of recordings) {
  test(`${recording.name}.txt`, { skip: otherConduit }, async () => {
    const file = join(recordedDirectory, `${recording.name}.txt`);
    const advice = `${file}: record it again with node tests/pipelines/record.ts ${recording.name}, and read the difference`;
    assert.ok(existsSync(file), advice);
    assert.equal(mask(await recording.record(), recording), mask(readFileSync(file, "utf8"), recording), advice);
  });
}

function mask(text: string, { varies }: Recording): string {
  return varies === undefined ? text : text.replace(varies, "<varies>");
}

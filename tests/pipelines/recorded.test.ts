// The recorded outputs that the pages show are what Conduit prints today.
//
// With CONDUIT_BINARY of a version that the pages describe, each recording has to hold, or one of its own has to be
// there. With a version that they do not describe, one that does not hold is named and counted.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { before, describe, it, type TestContext } from "node:test";
import { contentDir } from "../../src/config/paths.ts";
import { readPages } from "../../src/content-model/page.ts";
import { describedVersions, versionsFile } from "../../src/content-model/versions.ts";
import { conduitBinary, conduitVersion, requiredConduit } from "./conduit.ts";
import {
  compare,
  firstDifference,
  folderOf,
  masked,
  ofNewerVersions,
  readRecorded,
  recordedDirectory,
  recordedFile,
} from "./recorded-files.ts";
import type { Recording } from "./recorder.ts";
import { recordings } from "./recordings.ts";

/** It differs in every run, and is written by tests/bench/samples.ts. */
const notCompared = ["benchmark.txt"];

const described = describedVersions(readFileSync(`${contentDir}${versionsFile}`, "utf8"));

let version = requiredConduit;

before(async () => {
  await conduitBinary();
  version = await conduitVersion();
});

describe("every recorded output", () => {
  const files = globSync("*.txt", { cwd: recordedDirectory, exclude: notCompared }).sort();

  it("has a recording", () => {
    assert.notEqual(files.length, 0, `${recordedDirectory} is empty: run node tests/pipelines/record.ts`);
    const known = recordings.map(({ name }) => `${name}.txt`);
    const unknown = [...files, ...ofNewerVersions()].filter((path) => !known.includes(path.split("/").at(-1) ?? ""));
    assert.deepEqual(unknown, [], "remove these from content/samples/recorded, or add them to recordings.ts");
  });

  it(`of another version is of one that is newer than ${requiredConduit}`, () => {
    const old = ofNewerVersions().filter((path) => compare(folderOf(path.split("/")[0] ?? ""), requiredConduit) <= 0);
    assert.deepEqual(old, [], `remove these from content/samples/recorded: the others are of ${requiredConduit}`);
  });

  it("of another version is on a page", () => {
    const pages = readPages(contentDir);
    const hidden = ofNewerVersions().filter((path) => !pages.some(({ source }) => source.includes(`recorded/${path}`)));
    assert.deepEqual(hidden, [], "include these where a page shows what differs, or remove them");
  });
});

/** What became of each recording, for the line at the end. */
const held = new Map<string, number>();
const named: string[] = [];
let failed = recordings.length;

for (const recording of recordings) {
  it(`${recording.name}.txt`, (context) => holds(recording, context));
}

async function holds(recording: Recording, context: TestContext): Promise<void> {
  const path = recordedFile(recording.name, version, requiredConduit);
  const advice = `content/samples/recorded/${path}: record it again with node tests/pipelines/record.ts ${recording.name}, and read the difference`;
  const recorded = readRecorded(path);
  assert.ok(recorded !== undefined, advice);
  const hasToHold = version === requiredConduit || described.some((one) => folderOf(one) === folderOf(version));
  try {
    const printed = await recording.record();
    if (hasToHold) assert.equal(masked(printed, recording), masked(recorded, recording), advice);
    const isSame = masked(printed, recording) === masked(recorded, recording);
    if (!isSame) return name(firstDifference(masked(recorded, recording), masked(printed, recording)));
  } catch (error) {
    if (hasToHold) throw error;
    return name(`Conduit ${version} did not get so far: ${String(error).split("\n", 1)[0]}`);
  }
  const from = path.includes("/") ? (path.split("/")[0] ?? "") : requiredConduit;
  held.set(from, (held.get(from) ?? 0) + 1);
  failed -= 1;

  function name(reason: string): void {
    named.push(recording.name);
    failed -= 1;
    context.skip(`does not hold for Conduit ${version}: ${reason}`);
  }
}

it("says how many recordings hold", (context) => {
  const counts = [...held].map(([from, count]) => `${count} of ${from} hold`);
  const others = named.length === 0 ? [] : [`${named.length} are not compared: ${named.join(", ")}`];
  context.diagnostic(`Conduit ${version}: ${[...counts, ...others, `${failed} failed`].join("; ")}`);
});

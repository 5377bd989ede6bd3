// Records the outputs that the pages show: node tests/pipelines/record.ts [name…]
//
// With CONDUIT_BINARY of another version, only what differs is kept, in the folder of that version.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { conduitVersion, requiredConduit } from "./conduit.ts";
import { fileFor, masked, readRecorded, recordedDirectory, recordedFile } from "./recorded-files.ts";
import { recordings } from "./recordings.ts";

const names = process.argv.slice(2);
const unknown = names.filter((name) => !recordings.some((recording) => recording.name === name));

if (unknown.length > 0) {
  const known = recordings.map((recording) => recording.name).join(", ");
  console.error(`There is no recording ${unknown.join(", ")}. Known: ${known}.`);
  process.exitCode = 1;
} else {
  const version = await conduitVersion();
  for (const recording of recordings) {
    if (names.length > 0 && !names.includes(recording.name)) continue;
    const present = recordedFile(recording.name, version, requiredConduit);
    const text = await recording.record();
    if (version !== requiredConduit && masked(text, recording) === masked(readRecorded(present) ?? "", recording)) {
      console.log(`content/samples/recorded/${present} holds for ${version}`);
      continue;
    }
    const path = version === requiredConduit ? present : fileFor(recording.name, version);
    mkdirSync(dirname(join(recordedDirectory, path)), { recursive: true });
    writeFileSync(join(recordedDirectory, path), text);
    console.log(`content/samples/recorded/${path}`);
  }
}

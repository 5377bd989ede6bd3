// Records the outputs that the guides show: node tests/pipelines/record.ts [name…]

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordedDirectory } from "./recorder.ts";
import { recordings } from "./recordings.ts";

const names = process.argv.slice(2);
const unknown = names.filter((name) => !recordings.some((recording) => recording.name === name));

if (unknown.length > 0) {
  const known = recordings.map((recording) => recording.name).join(", ");
  console.error(`There is no recording ${unknown.join(", ")}. Known: ${known}.`);
  process.exitCode = 1;
} else {
  for (const recording of recordings) {
    if (names.length > 0 && !names.includes(recording.name)) continue;
    writeFileSync(join(recordedDirectory, `${recording.name}.txt`), await recording.record());
    console.log(`content/samples/recorded/${recording.name}.txt`);
  }
}

// Measures the samples and records what the pages say about speed and memory:
//
//     npm run bench:samples
//
// Values are those of one machine. Ratios compare values of the same run, so they are what to quote.

import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { samplesDir } from "../../src/config/paths.ts";
import {
  bestOf,
  digestOf,
  type Recording,
  recordingFile,
  recordingTable,
  tableFile,
} from "../../src/content-model/benchmark.ts";
import { goOutput } from "../tools.ts";
import { groups, requiredModules } from "./groups.ts";
import { Measured } from "./measure.ts";

// Short benchmarks, many times: on a machine that does other work, too, some of them run undisturbed.
const rounds = 10;

const measured = new Measured(groups, rounds, (round) => console.log(`round ${round} of ${rounds}`));
const [go = "", os, architecture] = goOutput(["env", "GOVERSION", "GOOS", "GOARCH"], samplesDir).split("\n");
const recording: Recording = {
  go: go.replace("go", ""),
  system: `${os}/${architecture}`,
  cpus: availableParallelism(),
  rounds,
  modules: requiredModules(),
  groups: groups.map((group) => ({
    ...group,
    digest: digestOf(samplesDir, group.package),
    lines: group.lines.map((line) => ({ ...line, best: bestOf(group.unit, measured.of(group, line, rounds)) })),
  })),
};
writeFileSync(`${samplesDir}${recordingFile}`, `${JSON.stringify(recording, null, 2)}\n`);
writeFileSync(`${samplesDir}${tableFile}`, recordingTable(recording));
console.log(`\n${recordingTable(recording)}`);

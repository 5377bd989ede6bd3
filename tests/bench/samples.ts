// Measures the sqlite sample and writes the figures that the guides quote:
//
//     npm run bench:samples
//
// Rows per second are those of one machine. The ratios compare values of the same run, so they are what to quote.

import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { samplesDir } from "../../src/config/paths.ts";
import { goOutput } from "../tools.ts";

const runs = 5;
const file = `${samplesDir}recorded/benchmark.txt`;

/** A line of the table: its text and the benchmark whose rows per second it shows. */
type Line = readonly [text: string, benchmark: string];

/** Lines whose ratio is that to the first one. */
interface Group {
  readonly title: string;
  readonly lines: readonly Line[];
}

const groups: readonly Group[] = [
  {
    title: "Read 50,000 rows, 1,000 per page",
    lines: [
      ["paged by OFFSET", "Snapshot/offset/50000"],
      ["paged by key", "Snapshot/key/50000"],
    ],
  },
  {
    title: "Read 200,000 rows, 1,000 per page",
    lines: [
      ["paged by OFFSET", "Snapshot/offset/200000"],
      ["paged by key", "Snapshot/key/200000"],
    ],
  },
  {
    title: "Snapshot of 200,000 rows: pages, records, positions",
    lines: [["paged by key", "Snapshot/records/200000"]],
  },
  {
    title: "Write, one transaction per batch",
    lines: [
      ["batches of 1", "Write/1"],
      ["batches of 100", "Write/100"],
      ["batches of 1,000", "Write/1000"],
    ],
  },
];

const figures = measure();
const text = ["$ npm run bench:samples", about(), ...groups.flatMap(table)].join("\n");
writeFileSync(file, `${text}\n`);
console.log(text);

/** Rows per second of each benchmark, one value for each run. */
function measure(): Map<string, number[]> {
  const args = ["test", "-run", "^$", "-bench", ".", "-benchtime", "1x", "-count", String(runs), "./sqlite"];
  const found = new Map<string, number[]>();
  for (const [, name = "", value] of goOutput(args, samplesDir).matchAll(
    /^Benchmark(\S+?)(?:-\d+)?\s.*?([\d.e+]+) rows\/s$/gm,
  )) {
    found.set(name, [...(found.get(name) ?? []), Number(value)]);
  }
  return found;
}

function about(): string {
  const [version, system, architecture] = goOutput(["env", "GOVERSION", "GOOS", "GOARCH"], samplesDir).split("\n");
  return `${version} ${system}/${architecture}, ${availableParallelism()} CPUs, median of ${runs} runs`;
}

function table({ title, lines }: Group): string[] {
  const [first] = lines;
  if (first === undefined) throw new Error(`'${title}' has no lines`);
  const rows = lines.map((line) => {
    const ratio = lines.length > 1 ? (median(line) / median(first)).toFixed(1) : "";
    return row(`  ${line[0]}`, Number(median(line).toPrecision(3)).toLocaleString("en"), ratio);
  });
  return ["", row(title, "rows/s", lines.length > 1 ? "ratio" : ""), ...rows];
}

function row(text: string, rate: string, ratio: string): string {
  return `${text.padEnd(52)}${rate.padStart(10)}${ratio.padStart(8)}`.trimEnd();
}

function median([, benchmark]: Line): number {
  const values = figures.get(benchmark)?.toSorted((a, b) => a - b) ?? [];
  const middle = values[Math.floor(values.length / 2)];
  if (middle === undefined || values.length !== runs) {
    throw new Error(
      `Benchmark${benchmark}: ${values.length} of ${runs} values. See content/samples/sqlite/bench_test.go.`,
    );
  }
  return middle;
}

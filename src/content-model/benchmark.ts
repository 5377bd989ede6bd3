import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";

// What `npm run bench:samples` records, and what pages say of it: every figure
// on a page comes from the one recording.

/** The recording, below the samples folder: the one source of every figure. */
export const recordingFile = "recorded/benchmark.json";

/** The recording as a table for people, below the samples folder. */
export const tableFile = "recorded/benchmark.txt";

/** A rate is better when it is greater, memory when it is smaller. */
const units = {
  "rows/s": { cost: "as long", worse: "slower", better: "faster" },
  "records/s": { cost: "as long", worse: "slower", better: "faster" },
  MB: { cost: "the memory", worse: "more", better: "less" },
} as const;

type Unit = keyof typeof units;

/** What one Go benchmark measures. */
export interface Line {
  readonly text: string;
  /** Name after `Benchmark`. */
  readonly benchmark: string;
  /** Set where one way is right and another wrong; a guideline may be held by these. */
  readonly code?: "right" | "wrong";
}

/** Lines that are compared with each other. */
export interface Group<L extends Line = Line> {
  /** Front matter and tests name a group by it. */
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
  /** Folder of the Go package, below the samples folder. */
  readonly package: string;
  readonly lines: readonly L[];
}

/** A line with its best value of all rounds, or anything that `best` allows. */
export interface MeasuredLine extends Line {
  readonly best: number;
}

export interface MeasuredGroup extends Group<MeasuredLine> {
  /** Digest of the measured code: other code, other figures. */
  readonly digest: string;
}

export interface Recording {
  readonly go: string;
  readonly system: string;
  readonly cpus: number;
  /** Every benchmark ran so many times, in turn with all the others. */
  readonly rounds: number;
  /** Versions of the modules that the measured code uses. */
  readonly modules: Readonly<Record<string, string>>;
  readonly groups: readonly MeasuredGroup[];
}

/**
 * The recording; undefined when there is none.
 *
 * @param samples absolute path of the samples folder, slash at the end
 */
export function readRecording(samples: string): Recording | undefined {
  const file = `${samples}${recordingFile}`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recording) : undefined;
}

/** The best of several values: other programs on the machine only make a benchmark slower. */
export function bestOf(unit: Unit, values: readonly number[]): number {
  return isMemory(unit) ? Math.min(...values) : Math.max(...values);
}

/**
 * How often a line's value is that of the group's first right line, or of its
 * first line where none is marked: 20.8 is 20.8 times as slow for wrong code,
 * and 20.8 times as fast in a group that compares neither.
 */
export function ratio(group: MeasuredGroup, line: MeasuredLine): number {
  const base = group.lines.find(({ code }) => code === "right") ?? group.lines[0];
  if (!base) throw new Error(`'${group.title}' has no lines`);
  const greater = line.best / base.best;
  return isCompared(group) && !isMemory(group.unit) ? 1 / greater : greater;
}

/** Ratios of the wrong lines, the least one first. */
export function costs(group: MeasuredGroup): number[] {
  return group.lines
    .filter(({ code }) => code === "wrong")
    .map((line) => ratio(group, line))
    .toSorted((a, b) => a - b);
}

/** A ratio as every page and table writes it. */
export function ratioText(value: number): string {
  return value.toFixed(1);
}

/** What the wrong code of a group costs: `10.1 to 100.8 times the memory`. */
export function costText(group: MeasuredGroup): string {
  const [least = "", ...others] = costs(group).map(ratioText);
  const greatest = others.at(-1);
  const figures = greatest === undefined || greatest === least ? least : `${least} to ${greatest}`;
  return `${figures} times ${units[group.unit].cost}`;
}

type Cells = readonly [text: string, value: string, ratio: string];

/** A group as the rows of a table, the one with the names of its columns first. */
export function groupCells(group: MeasuredGroup): readonly Cells[] {
  const { worse, better } = units[group.unit];
  const lines = group.lines.map((line): Cells => {
    const said = line.code === undefined ? line.text : `${line.code}: ${line.text}`;
    return [said, Number(line.best.toPrecision(3)).toLocaleString("en"), ratioText(ratio(group, line))];
  });
  return [[group.title, group.unit, isCompared(group) ? worse : better], ...lines];
}

/** Where and how the recording was made, in a line of text. */
export function conditions({ go, system, cpus, rounds }: Recording): string {
  return `Go ${go}, ${system}, ${cpus} CPUs, best of ${rounds} rounds`;
}

/** The whole recording for people. */
export function recordingTable(recording: Recording): string {
  const modules = Object.entries(recording.modules).map(([name, version]) => `${name.split("/").at(-1)} ${version}`);
  const groups = recording.groups.flatMap((group) => ["", ...groupCells(group).map(row)]);
  return `${["$ npm run bench:samples", conditions(recording), modules.join(", "), ...groups].join("\n")}\n`;
}

/**
 * Digest of what a package measures: all of it in a package that is there for
 * its benchmark, the benchmark's own file in a connector. Comments do not count.
 */
export function digestOf(samples: string, folder: string): string {
  const own = folder.startsWith("benchmarks/");
  const hash = createHash("sha256");
  for (const name of readdirSync(`${samples}${folder}`).toSorted()) {
    if (!(own ? name.endsWith(".go") : name === "bench_test.go")) continue;
    const code = readFileSync(`${samples}${folder}/${name}`, "utf8")
      .split("\n")
      .filter((line) => !/^\s*(?:\/\/|$)/.test(line));
    hash.update(`${name}\n${code.join("\n")}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

function isCompared(group: Group): boolean {
  return group.lines.some(({ code }) => code === "wrong");
}

function isMemory(unit: Unit): boolean {
  return unit === "MB";
}

function row([text, value, ratioCell]: Cells, index: number): string {
  const said = index === 0 ? text : `  ${text}`;
  return `${said.padEnd(54)}${value.padStart(10)}${ratioCell.padStart(8)}`;
}

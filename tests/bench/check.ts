// What is wrong with the recorded benchmark, or with what a page says of it.

import {
  costs,
  type Group,
  type MeasuredGroup,
  type Recording,
  ratio,
  ratioText,
} from "../../src/content-model/benchmark.ts";

/** What a recording has to agree with. */
export interface Required {
  readonly groups: readonly Group[];
  readonly modules: Readonly<Record<string, string>>;
  /** Digest of a package's measured code as it is now. */
  readonly digest: (folder: string) => string;
}

const again = "run npm run bench:samples";

/** Why a recording says nothing about the code, the versions or the benchmarks of today. */
export function stale(recording: Recording, required: Required): string[] {
  const problems: string[] = [];
  for (const name of new Set([...Object.keys(required.modules), ...Object.keys(recording.modules)])) {
    const [then, now] = [recording.modules[name], required.modules[name]];
    if (then !== now) problems.push(`${name} is ${now} now, the recording has ${then}: ${again}`);
  }
  for (const group of required.groups) {
    const recorded = recording.groups.find(({ name }) => name === group.name);
    if (!recorded || JSON.stringify(declared(recorded)) !== JSON.stringify(declared(group))) {
      problems.push(`${group.name} is not recorded as tests/bench/groups.ts has it: ${again}`);
    } else if (recorded.digest !== required.digest(group.package)) {
      problems.push(`${group.name}: the code in content/samples/${group.package} has changed: ${again}`);
    }
  }
  for (const { name } of recording.groups) {
    if (!required.groups.some((group) => group.name === name))
      problems.push(`${name} is recorded, and tests/bench/groups.ts does not have it: ${again}`);
  }
  return problems;
}

function declared({ name, title, unit, package: folder, lines }: Group): unknown {
  return [name, title, unit, folder, lines.map(({ text, benchmark, code }) => [text, benchmark, code])];
}

/**
 * The least ratio that holds a guideline. Two recordings of the same code on
 * busy and on idle machines differed by up to a third; half as much again is
 * no accident, and it is a cost that a user notices.
 */
export const leastCost = 1.5;

/** Why a group does not hold a guideline. */
export function unclear(group: MeasuredGroup): string[] {
  const [least] = costs(group);
  if (least === undefined || !group.lines.some(({ code }) => code === "right")) {
    return [`${group.name} does not say which of its lines are right and which are wrong`];
  }
  const dearest = Math.max(...group.lines.filter(({ code }) => code === "right").map((line) => ratio(group, line)));
  if (least >= leastCost * dearest) return [];
  return [`${group.name}: wrong code costs only ${(least / dearest).toFixed(2)} times what right code does`];
}

/**
 * Figures of a page that the recording does not have: those in a paragraph
 * that links to the benchmark.
 *
 * @param source text of the page
 */
export function wrongFigures(source: string, { groups }: Recording): string[] {
  const known = new Set(groups.flatMap((group) => group.lines.map((line) => ratioText(ratio(group, line)))));
  return figures(source).filter((figure) => !known.has(figure));
}

/** Figures of a page that come from the benchmark. */
export function figures(source: string): string[] {
  return source
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.includes("sqlite.md#benchmark"))
    .flatMap((paragraph) => [...paragraph.matchAll(/(\d[\d.,]*)\s+(?:times|rows\s+per\s+second)\b/g)])
    .map(([, figure = ""]) => figure);
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { samplesDir } from "../../src/config/paths.ts";
import type { Group, Line } from "../../src/content-model/benchmark.ts";
import { goOutput, runProgram } from "../tools.ts";

/** Values of every benchmark of some groups, one for each round. */
export class Measured {
  readonly #values = new Map<string, number[]>();

  /**
   * Runs all benchmarks that the groups name, in turn: what disturbs one round
   * disturbs right and wrong code alike.
   */
  constructor(groups: readonly Group[], rounds: number, beforeRound: (round: number) => void = () => {}) {
    const folder = mkdtempSync(join(tmpdir(), "bench-samples-"));
    try {
      const programs = [...new Set(groups.map((group) => group.package))].map((name, index) => {
        const program = join(folder, `${index}.test`);
        goOutput(["test", "-c", "-o", program, `./${name}`], samplesDir);
        return { name, program };
      });
      for (let round = 1; round <= rounds; round++) {
        beforeRound(round);
        for (const { name, program } of programs) this.#run(name, program);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** @throws Error when the benchmark did not report a value in each round */
  of(group: Group, { benchmark }: Line, rounds: number): readonly number[] {
    const values = this.#values.get(`${group.package} ${benchmark} ${group.unit}`) ?? [];
    if (values.length === rounds) return values;
    throw new Error(
      `content/samples/${group.package}: Benchmark${benchmark} reported ${values.length} of ${rounds} values in ${group.unit}; tests/bench/groups.ts names it`,
    );
  }

  #run(name: string, program: string): void {
    const args = ["-test.run", "^$", "-test.bench", ".", "-test.benchtime", "1x"];
    for (const { key, value } of reported(runProgram(program, args, `${samplesDir}${name}`))) {
      this.#values.set(`${name} ${key}`, [...(this.#values.get(`${name} ${key}`) ?? []), value]);
    }
  }
}

/** What a benchmark program printed: each benchmark with each of its units. */
function reported(output: string): { key: string; value: number }[] {
  return [...output.matchAll(/^Benchmark(\S+?)(?:-\d+)?\s+\d+\s(.*)$/gm)].flatMap(([, benchmark, measured = ""]) =>
    [...measured.matchAll(/([\d.e+]+) (\S+)/g)].map(([, value, unit]) => ({
      key: `${benchmark} ${unit}`,
      value: Number(value),
    })),
  );
}

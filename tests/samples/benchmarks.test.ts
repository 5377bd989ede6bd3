// The benchmarks whose figures the pages quote still run, and right and wrong code do the same work.
import { describe, it } from "node:test";
import { groups } from "../bench/groups.ts";
import { Measured } from "../bench/measure.ts";

describe("the benchmarks of the samples", () => {
  it("report every value that a page shows", () => {
    const measured = new Measured(groups, 1);
    for (const group of groups) for (const line of group.lines) measured.of(group, line, 1);
  });
});

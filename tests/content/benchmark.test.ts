// What pages say about speed and memory is what one run measured, of the code as it is now.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { contentDir, samplesDir } from "../../src/config/paths.ts";
import { digestOf, readRecording, recordingTable, tableFile } from "../../src/content-model/benchmark.ts";
import { readCatalogue } from "../../src/content-model/catalogue.ts";
import { isGuide } from "../../src/content-model/check.ts";
import { isGuideline } from "../../src/content-model/guideline.ts";
import { figures, stale, unclear, wrongFigures } from "../bench/check.ts";
import { groups, requiredModules } from "../bench/groups.ts";

const { guidelines, pages } = readCatalogue(contentDir);
const recording = readRecording(samplesDir) ?? assert.fail("nothing is recorded: npm run bench:samples");
const required = { groups, modules: requiredModules(), digest: (folder: string) => digestOf(samplesDir, folder) };
const measured = guidelines.flatMap(({ id, proof }) =>
  "benchmark" in proof && proof.benchmark ? [{ id, proof }] : [],
);

describe("the recorded benchmark", () => {
  it("is one of the code, the benchmarks and the versions of today", () => {
    assert.deepEqual(stale(recording, required), []);
    assert.match(recording.go, /^1\.\d+(?:\.\d+)?$/);
  });

  it("is the table that pages show", () => {
    assert.equal(readFileSync(`${samplesDir}${tableFile}`, "utf8"), recordingTable(recording));
  });
});

describe("guidelines about speed or memory", () => {
  it("are found", () => assert.ok(measured.length >= 4, `only ${measured.length}`));

  for (const { id, proof } of measured) {
    it(`${id} has a benchmark in which the wrong code clearly costs more`, () => {
      const group = recording.groups.find(({ name }) => name === proof.benchmark);
      assert.ok(group, `tests/bench/groups.ts has no group ${proof.benchmark}`);
      assert.deepEqual(unclear(group), []);
      if ("test" in proof) return; // its code is that of the test
      for (const region of [proof.good, proof.bad]) {
        assert.ok(region.startsWith(`${group.package}/`), `${region} is not what ${group.package} measures`);
      }
    });
  }
});

describe("figures on the pages", () => {
  const quoting = pages.filter((page) => isGuide(page) || isGuideline(page));

  it("are found", () => assert.ok(quoting.flatMap(({ source }) => figures(source)).length >= 4));

  for (const { slug, source } of quoting.filter((page) => figures(page.source).length > 0)) {
    it(`${slug} quotes ratios of the recorded run, and no rates`, () => {
      assert.deepEqual(wrongFigures(source, recording), []);
    });
  }
});

describe("the check of the benchmark refuses", () => {
  const [group = assert.fail("no groups")] = recording.groups.filter(({ name }) => name === "destbatch");
  const [right = assert.fail("no lines"), wrong = assert.fail("one line")] = group.lines;
  const withGroup = (change: Partial<typeof group>) => ({ ...recording, groups: [{ ...group, ...change }] });
  const only = { ...required, groups: groups.filter(({ name }) => name === "destbatch") };

  for (const [what, problems, message] of [
    [
      "another version",
      stale({ ...withGroup({}), modules: { ...recording.modules, "modernc.org/sqlite": "v1.0.0" } }, only),
      /modernc\.org\/sqlite is v[\d.]+ now, the recording has v1\.0\.0/,
    ],
    [
      "a benchmark that was renamed",
      stale(withGroup({ lines: [right, { ...wrong, benchmark: "Worse" }] }), only),
      /destbatch is not recorded as tests\/bench\/groups\.ts has it/,
    ],
    ["a group without recording", stale({ ...recording, groups: [] }, only), /destbatch is not recorded/],
    ["a recording without group", stale(withGroup({}), { ...only, groups: [] }), /destbatch is recorded, and/],
    ["code that changed", stale(withGroup({ digest: "0" }), only), /benchmarks\/destbatch has changed/],
    [
      "a difference that may be an accident",
      unclear({ ...group, lines: [right, { ...wrong, best: right.best / 1.4 }] }),
      /costs only 1\.40 times/,
    ],
    [
      "wrong code that is faster",
      unclear({ ...group, lines: [right, { ...wrong, best: right.best * 2 }] }),
      /only 0\.50/,
    ],
    ["lines that nobody marked", unclear({ ...group, lines: [right] }), /does not say which/],
    [
      "a ratio that nobody measured",
      wrongFigures("It is [9.9 times](../code/sqlite.md#benchmark).", recording),
      /9\.9/,
    ],
    [
      "a rate",
      wrongFigures("692,000\nrows per second ([benchmark](../code/sqlite.md#benchmark))", recording),
      /692,000/,
    ],
  ] as const) {
    it(what, () => {
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(problems[0] ?? "", message);
    });
  }
});

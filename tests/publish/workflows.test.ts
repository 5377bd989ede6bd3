// The workflows are valid and run with the rights that they need, and no more.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, describe, it } from "node:test";
import { parse } from "yaml";
import { projectRoot } from "../../src/config/paths.ts";
import { filesBelow } from "../../src/content-model/sample.ts";
import { runTool } from "../tools.ts";
import { checkWorkflow } from "./workflows.ts";

const github = join(projectRoot, ".github");
const files = filesBelow(github).filter((file) => file.endsWith(".yml"));
const workflows = files.filter((file) => file.includes("workflows"));
const actionlint = (paths: readonly string[]) =>
  // Not what else is installed on this machine: the result is the same everywhere.
  runTool("go", ["run", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12", "-shellcheck=", "-pyflakes=", ...paths], {
    cwd: projectRoot,
  });

describe("the workflows", () => {
  it("are found", () => assert.deepEqual(workflows.map((file) => relative(github, file)).length, 2));

  it("pass actionlint", () => {
    const { ok, output } = actionlint(workflows);
    assert.ok(ok, output);
  });

  for (const file of files) {
    it(`${relative(projectRoot, file)} is pinned, bounded, and has the least rights`, () => {
      assert.deepEqual(checkWorkflow(relative(projectRoot, file), readFileSync(file, "utf8")), []);
    });
  }

  it("publish only what the same run has tested, from main", () => {
    const { jobs } = parse(readFileSync(`${github}/workflows/site.yml`, "utf8")) as {
      jobs: Record<string, { needs?: string; if?: string; steps: { run?: string; uses?: string }[] }>;
    };
    const publishing = Object.entries(jobs).filter(([, job]) =>
      job.steps.some(({ uses }) => uses?.startsWith("actions/deploy-pages@")),
    );
    assert.equal(publishing.length, 1);
    const [, job] = publishing[0] ?? assert.fail();
    assert.equal(job.if, "github.ref == 'refs/heads/main'");
    const steps = jobs[job.needs ?? ""]?.steps ?? [];
    const tested = steps.findIndex(({ run }) => run === "npm test");
    const uploaded = steps.findIndex(({ uses }) => uses?.startsWith("actions/upload-pages-artifact@"));
    assert.ok(tested >= 0 && uploaded > tested, "the job before it does not test what it uploads");
  });
});

const right = `on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
`;

describe("the check of workflows", () => {
  it("has nothing to say about one that is right", () => assert.deepEqual(checkWorkflow("w.yml", right), []));

  for (const [what, text, message] of [
    ["a tag", right.replace(/@\w{40} # v7\.0\.1/, "@v7"), /^w\.yml:10: actions\/checkout@v7 is not pinned/],
    ["a commit without its version", right.replace(" # v7.0.1", ""), /^w\.yml:10: .* is not pinned/],
    ["a short commit", right.replace(/@(\w{7})\w+/, "@$1"), /is not pinned/],
    ["rights for all jobs", right.replace("permissions: {}", "permissions: write-all"), /^w\.yml:1: .* begin with/],
    ["no rights named at the top", right.replace("permissions: {}\n", ""), /begin with permissions/],
    ["a job without rights", right.replace(/ {4}permissions:\n.*\n/, ""), /^w\.yml:4: the job build does not name/],
    ["a job without a limit", right.replace(/ {4}timeout.*\n/, ""), /^w\.yml:4: the job build has no timeout/],
    ["a token that stays", right.replace(/ {8}with:\n.*\n/, ""), /^w\.yml:10: checkout leaves its token behind/],
    ["rights for foreign code", right.replace("on: push", "on: pull_request_target"), /runs foreign code/],
  ] as const) {
    it(`refuses ${what}`, () => {
      const problems = checkWorkflow("w.yml", text);
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(problems[0] ?? "", message);
    });
  }

  const folder = mkdtempSync(join(tmpdir(), "best-practices-workflow-"));
  after(() => rmSync(folder, { recursive: true }));

  it("is complemented by actionlint, which refuses an output that no step has", () => {
    const file = join(folder, "w.yml");
    writeFileSync(file, `${right}      - run: echo \${{ steps.none.outputs.x }}\n`);
    const { ok, output } = actionlint([file]);
    assert.equal(ok, false);
    assert.match(output, /property "none" is not defined/);
  });
});

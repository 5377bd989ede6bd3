import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { readCommit } from "./commit.ts";

describe("the commit of a site", () => {
  const root = mkdtempSync(join(tmpdir(), "best-practices-commit-"));
  after(() => rmSync(root, { recursive: true }));
  const hash = "0123456789abcdef0123456789abcdef01234567";

  it("is not claimed without git", () => assert.equal(readCommit(root, {}), undefined));

  it("comes from the environment where that names one", () => {
    const commit = readCommit(root, { SITE_COMMIT: hash, SITE_COMMIT_DATE: "2026-01-02" });
    assert.deepEqual(commit, { hash, date: "2026-01-02", changed: false });
  });

  for (const environment of [
    { SITE_COMMIT: hash },
    { SITE_COMMIT_DATE: "2026-01-02" },
    { SITE_COMMIT: "main", SITE_COMMIT_DATE: "2026-01-02" },
    { SITE_COMMIT: hash, SITE_COMMIT_DATE: "yesterday" },
  ]) {
    it(`refuses ${JSON.stringify(environment)}`, () => {
      assert.throws(() => readCommit(root, environment), /give the full hash of a commit and its day/);
    });
  }

  it("is that of the checkout, on the day of the commit, and says when files differ", () => {
    const git = (...args: string[]) =>
      execFileSync(
        "git",
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", ...args],
        {
          cwd: root,
          env: { ...process.env, GIT_COMMITTER_DATE: "2026-03-04T23:30:00-08:00" },
          encoding: "utf8",
        },
      ).trim();
    git("init", "--quiet");
    assert.equal(readCommit(root, {}), undefined, "there is no commit yet");
    writeFileSync(join(root, "a"), "a");
    git("add", "a");
    git("commit", "--quiet", "--message=one");
    const head = git("rev-parse", "HEAD");
    assert.deepEqual(readCommit(root, {}), { hash: head, date: "2026-03-04", changed: false });
    writeFileSync(join(root, "a"), "b");
    assert.deepEqual(readCommit(root, {}), { hash: head, date: "2026-03-04", changed: true });
    mkdirSync(join(root, "unpacked"));
    assert.equal(readCommit(join(root, "unpacked"), {}), undefined, "a folder in a checkout of something else");
  });
});

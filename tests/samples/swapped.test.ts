// A proof that does not tell mended or spoiled code from the other is refused, and its name is said.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ProgramResult } from "../tools.ts";
import { complaintOf, readVariant } from "./swapped.ts";

const source = [
  't.Errorf("good: got %v", got)',
  't.Errorf("bad: got %v", got)',
  't.Logf("bad: got %v", got)',
  "t.Fatal(err)",
].join("\n");

/** What a proof did that reports the messages of these lines of the source. */
function failed(...messages: string[]): ProgramResult {
  return { ok: false, killed: false, output: messages.map((text) => `    proof_testing.go:${text}`).join("\n") };
}

const complaint = (run: ProgramResult, changed: "good" | "bad"): string | undefined =>
  complaintOf(run, changed, () => source);

describe("a proof with one variant changed", () => {
  it("has to fail for that variant", () => {
    assert.equal(complaint(failed("2: bad: got 3", "3: bad: got 3"), "bad"), undefined);
    assert.equal(complaint(failed("1: good: got 3", "3: bad: got 4"), "good"), undefined);
  });

  it("must not pass", () => {
    const passed = { ok: true, killed: false, output: "    proof_testing.go:3: bad: got 3" };
    assert.match(complaint(passed, "bad") ?? "", /^passes with bad\.go mended/);
    assert.match(complaint(passed, "good") ?? "", /^passes with good\.go spoiled/);
  });

  it("must not fail for the other variant, or for something else", () => {
    assert.match(
      complaint(failed("2: bad: got 3", "1: good: got 3"), "bad") ?? "",
      /do not begin with "bad":\ngood: got 3$/,
    );
    assert.match(complaint(failed("2: bad: got 3"), "good") ?? "", /do not begin with "good":\nbad: got 3$/);
    assert.match(complaint(failed("4: no such table"), "bad") ?? "", /do not begin with "bad":\nno such table$/);
    assert.match(complaint(failed("2: badly broken"), "bad") ?? "", /do not begin with "bad"/);
  });

  it("has to say why it fails", () => {
    assert.match(complaint(failed("3: bad: got 3"), "bad") ?? "", /^fails without an error/);
  });

  it("must neither panic nor hang", () => {
    const run = failed("2: bad: got 3");
    const ending = (line: string): ProgramResult => ({ ...run, output: `${run.output}\n${line}` });
    assert.match(
      complaint(ending("panic: runtime error: index out of range"), "bad") ?? "",
      /^panics instead of failing/,
    );
    assert.match(
      complaint(ending("panic: test timed out after 1m0s"), "bad") ?? "",
      /^hangs: give the proof a deadline/,
    );
    assert.match(complaint({ ...run, killed: true }, "bad") ?? "", /^hangs: give the proof a deadline/);
  });

  it("has both variants", () => {
    assert.throws(() => readVariant("nothing", "bad"), /proofs\/nothing has no bad\.go/);
  });
});

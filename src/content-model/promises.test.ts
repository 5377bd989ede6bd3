import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import { loadCatalogue } from "./catalogue.ts";
import { ledgerText, publishedLines } from "./ledger.ts";
import { formatProblems } from "./problem.ts";
import { checkPromises } from "./promises.ts";
import { layContent, smallSite } from "./testing.ts";

const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

const one = "guidelines/position/pos-one.md";
const proof =
  "proof:\n  test: proofs/posone/proof_test.go#TestProof\n  good: proofs/posone/good.go#good\n  bad: proofs/posone/bad.go#bad";
const goodSite = {
  ...smallSite,
  [one]: smallSite[one].replace("What goes wrong", "What else goes wrong"),
  "topics.yaml": "position.content: 19\n",
};

/** Broken promises of a small site, all of it in the ledger. */
function broken(files: Record<string, string>, ledgerWithout?: string): string {
  const content = layContent(files);
  made.push(content);
  const lines = publishedLines(loadCatalogue(content)).filter((line) => !line.includes(ledgerWithout ?? "\n"));
  const whole = layContent({ ...files, "ledger.txt": ledgerText(lines) });
  made.push(whole);
  return formatProblems(checkPromises(whole, `${whole}samples/`, loadCatalogue(whole)), whole);
}

describe("the promises of the content", () => {
  it("are kept by a site without mistakes", () => assert.equal(broken(goodSite), ""));

  it("are broken by what the ledger lacks", () => {
    assert.match(broken(goodSite, "/g/pos-one/#why"), /^ledger\.txt:1: not in the ledger yet: run npm run ledger/);
  });

  it("are broken by a topic that nobody answers, unless a guideline has mistakes", () => {
    const files = { ...goodSite, "topics.yaml": "position.content: 19\nposition.resume: 3\n" };
    assert.match(broken(files), /^topics\.yaml:1: position\.resume has 3 points and no guideline answers it/);
    assert.equal(broken({ ...files, [one]: goodSite[one].replace("level: must", "level: maybe") }), "");
  });

  it("are broken by two guidelines that say the same", () => {
    const files = { ...goodSite, [one]: goodSite[one].replace(/title: .*/, "title: The Statement of pos-two") };
    assert.equal(broken(files), "guidelines/position/pos-two.md:3: front matter: title is also that of POS-ONE");
  });

  it("are broken by a proof that no code block shows, and by a test that is not there", () => {
    const files = { ...goodSite, [one]: goodSite[one].replace(/proof:\n.*/, proof) };
    const lines = broken({ ...files, "samples/proofs/posone/proof_test.go": "package posone\n" }).split("\n");
    assert.match(lines[0] ?? "", /pos-one\.md:\d+: proof: proofs\/posone\/proof_test\.go has no test TestProof$/);
    assert.match(lines[1] ?? "", /: the proof runs proofs\/posone\/good\.go#good, and no code block shows it$/);
    assert.match(lines[2] ?? "", /: the proof runs proofs\/posone\/bad\.go#bad, and no code block shows it$/);
    assert.match(broken(files), /: proof: file="proofs\/posone\/proof_test\.go" does not exist/);
  });
});

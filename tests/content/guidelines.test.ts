// The catalogue of guidelines answers what people ask, and keeps what it promised.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contentDir, samplesDir } from "../../src/config/paths.ts";
import { areas } from "../../src/content-model/areas.ts";
import { guidelinesOfGuide, readCatalogue } from "../../src/content-model/catalogue.ts";
import { readOriginalPage, unansweredTopics } from "../../src/content-model/coverage.ts";
import { parseFenceInfo } from "../../src/content-model/fence.ts";
import { brokenPromises, publishedLines, readLedger } from "../../src/content-model/ledger.ts";
import { readRedirects } from "../../src/content-model/redirects.ts";
import { includeSample } from "../../src/content-model/sample.ts";

const catalogue = readCatalogue(contentDir);
const { guidelines, pages } = catalogue;
const current = guidelines.filter(({ status }) => status !== "retired");

describe("the guidelines", () => {
  it("are a catalogue, not a sketch", () => assert.ok(current.length >= 80, `only ${current.length} guidelines`));

  it("are each listed by a guide that exists", () => {
    for (const { title, guide } of areas)
      assert.ok(
        pages.some(({ slug }) => slug === guide),
        `${title}: no ${guide}`,
      );
    const listed = areas.flatMap(({ guide }) => guidelinesOfGuide(guide, catalogue)).map(({ id }) => id);
    assert.deepEqual(
      current.filter(({ id }) => !listed.includes(id)).map(({ id }) => id),
      [],
    );
  });

  it("answer every topic that was raised twice", () => {
    const open = unansweredTopics(contentDir, guidelines).map(({ topic, points }) => `${topic} (${points} points)`);
    assert.deepEqual(open, [], "write a guideline, or name the topic in the front matter of the one that answers it");
  });

  it("and the guides cover every statement of the page that they grew from", () => {
    const statements = readOriginalPage(contentDir);
    assert.ok(statements.length >= 40, `only ${statements.length} statements`);
  });

  it("say different things", () => {
    for (const field of ["title", "summary"] as const) {
      const values = current.map((guideline) => guideline[field].toLowerCase());
      assert.deepEqual(
        values.filter((value, index) => values.indexOf(value) !== index),
        [],
        `the same ${field} twice`,
      );
    }
  });

  it("show in Do and Don't what their proof runs", () => {
    for (const { id, page, proof } of guidelines) {
      if ("review" in proof) continue;
      const shown = page.fences.map(({ meta }) => parseFenceInfo(meta)).map(({ file, region }) => `${file}#${region}`);
      for (const region of [proof.good, proof.bad]) assert.ok(shown.includes(region), `${id} does not show ${region}`);
      if (!("test" in proof)) continue;
      const [file = "", test = ""] = proof.test.split("#", 2);
      assert.match(
        includeSample({ file, rest: "" }, samplesDir).text,
        new RegExp(`^func ${test}\\(t \\*testing\\.T\\)`, "m"),
      );
    }
  });
});

describe("the ledger", () => {
  it("finds everything that was ever published, or a redirect", () => {
    assert.deepEqual(brokenPromises(readLedger(contentDir), publishedLines(catalogue), readRedirects(contentDir)), []);
  });
});

// The catalogue of guidelines answers what people ask, and keeps what it promised.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contentDir } from "../../src/config/paths.ts";
import { areas } from "../../src/content-model/areas.ts";
import { guidelinesOfGuide, readCatalogue } from "../../src/content-model/catalogue.ts";
import { readOriginalPage } from "../../src/content-model/coverage.ts";

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

  it("and the guides cover every statement of the page that they grew from", () => {
    const statements = readOriginalPage(contentDir);
    assert.ok(statements.length >= 40, `only ${statements.length} statements`);
  });
});

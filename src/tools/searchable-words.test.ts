import assert from "node:assert/strict";
import { it } from "node:test";
import { searchableWords } from "./searchable-words.ts";

it("the index looks for words in a text that has each once, and none that the row shows", () => {
  const text = searchableWords({
    id: "POS-ONE",
    title: "Positions are small",
    summary: "A position is stored: the position, and `opencdc.Position`.",
    symptoms: ['"replication slot" is in use'],
    keywords: ["offset", "small positions"],
  });
  assert.equal(text, "stored opencdc.position replication slot offset");
  for (const typed of ["opencdc", "slot", "off"]) assert.ok(text.includes(typed), typed);
});

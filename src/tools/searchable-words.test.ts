import assert from "node:assert/strict";
import { it } from "node:test";
import { searchableWords } from "./searchable-words.ts";

it("the index looks for words in a text that has each once, and every part of it", () => {
  const text = searchableWords({
    id: "POS-ONE",
    title: "Positions are small",
    summary: "A position is stored: the position, and `opencdc.Position`.",
    symptoms: ['"replication slot" is in use'],
    keywords: ["offset", "small positions"],
  });
  assert.equal(text, "pos-one positions are small stored the and opencdc.position replication slot use offset");
  for (const typed of ["position", "opencdc", "slot", "pos-one", "off"]) assert.ok(text.includes(typed), typed);
});

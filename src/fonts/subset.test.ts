import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { fontFile } from "../config/paths.ts";
import { subsetOfFont } from "./subset.ts";

it("the committed font is the subset of the installed one", async () => {
  assert.ok(readFileSync(fontFile).equals(await subsetOfFont()), "run npm run font and commit the file");
});

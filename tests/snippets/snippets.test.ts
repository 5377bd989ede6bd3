import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, it } from "node:test";
import { contentDir, kitDir, projectRoot, samplesDir } from "../../src/config/paths.ts";
import { parseFenceInfo } from "../../src/content-model/fence.ts";
import { readPages } from "../../src/content-model/page.ts";
import { findRegions } from "../../src/content-model/region.ts";
import { filesBelow } from "../../src/content-model/sample.ts";
import { readConnectorSpecs } from "./connector-specs.ts";
import { checkPipelineFile } from "./pipeline-file.ts";
import { fragmentValidators, typedValidators } from "./validators.ts";

const blocks = readPages(contentDir).flatMap(({ file, fences }) =>
  fences.map((fence) => ({
    ...fence,
    where: `${relative(projectRoot, file)}:${fence.line}`,
    info: parseFenceInfo(fence.meta),
  })),
);
const specs = readConnectorSpecs();
const typed = typedValidators(specs);

describe("code blocks", () => {
  it("are found", () => {
    assert.ok(blocks.length >= 50, `only ${blocks.length} code blocks were found`);
  });

  for (const { where, language, code, info } of blocks) {
    if (language === "mermaid" || info.file !== undefined) continue; // test:content holds these to their files
    const declared = info.fragment !== undefined;
    it(`${where} (${language}${declared ? ", fragment" : ""})`, () => {
      const validate = declared ? (fragmentValidators[language] ?? (() => [])) : typed[language];
      assert.ok(validate, `${where}: nothing validates typed ${language}: include it or declare it a fragment`);
      assert.deepEqual(validate(code), [], where);
    });
  }
});

describe("pipeline files of the samples", () => {
  const files = filesBelow(samplesDir).filter((file) => /\/pipelines\/[^/]+\.ya?ml$/.test(file));

  it("are found", () => {
    assert.ok(files.length >= 6, `only ${files.length} pipeline files were found`);
  });

  for (const file of files) {
    it(relative(projectRoot, file), () => {
      assert.deepEqual(checkPipelineFile(readFileSync(file, "utf8"), specs), []);
    });
  }
});

describe("regions of the samples", () => {
  const shown = new Set(blocks.map(({ info }) => `${info.file}#${info.region}`));
  const sources = [samplesDir, kitDir].flatMap(filesBelow).filter((file) => /\.(go|ya?ml|sql|sh)$/.test(file));

  for (const file of sources) {
    const path = file.startsWith(kitDir) ? relative(projectRoot, file) : relative(samplesDir, file);
    const names = [...findRegions(readFileSync(file, "utf8")).keys()];
    if (names.length === 0) continue;
    it(`${path} has none that no page shows`, () => {
      const unused = names.filter((name) => !shown.has(`${path}#${name}`));
      assert.deepEqual(
        unused,
        [],
        `remove the markers in ${relative(projectRoot, file)} or show the regions on a page`,
      );
    });
  }
});

// Every place that says which versions the site is about says what content/versions.yaml and the modules say.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { conduitModule, contentDir, projectRoot, samplesDir } from "../../src/config/paths.ts";
import { formatProblems } from "../../src/content-model/problem.ts";
import { describedText, parseVersions, unknownVersions, versionsFile } from "../../src/content-model/versions.ts";

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const versions = parseVersions({
  versions: readFileSync(`${contentDir}${versionsFile}`, "utf8"),
  samplesModule: readFileSync(`${samplesDir}go.mod`, "utf8"),
  conduitModule: readFileSync(conduitModule, "utf8"),
});

const oldestFirst = versions.described.toReversed();
const inFull = oldestFirst.join(" and ");
const inShort = oldestFirst.map((version) => version.split(".").slice(0, 2).join(".")).join(" and ");

/** Sentences, or parts of them, by the file that has to say them. */
const statements: Readonly<Record<string, readonly string[]>> = {
  "content/about.mdx": [
    `The pages describe ${describedText(versions)} with the Connector SDK ${versions.sdk};`,
    `which becomes ${versions.main.becomes},`,
    `their pipelines run in Conduit ${versions.run}, so recorded output is that of ${versions.run}.`,
  ],
  "content/symptoms.mdx": [`Log lines and error texts are those of Conduit ${inShort} and SDK ${versions.sdk},`],
  "content/guides/configuration.md": [`holds for SDK ${versions.sdk}`, `for Conduit ${inFull},`],
  "content/guides/debugging.md": [`were recorded with Conduit ${versions.run} `, `Where ${inFull} differ,`],
  "content/guides/test-pipeline.md": [`come from Conduit ${versions.run} with SDK ${versions.sdk}.`],
  "content/guides/template.md": [`with SDK ${versions.sdk} and Conduit ${inShort}.`],
  "README.md": [`The pages describe ${describedText(versions)} with SDK ${versions.sdk}.`],
};

for (const [file, sentences] of Object.entries(statements)) {
  describe(file, () => {
    for (const sentence of sentences) {
      it(`says: ${sentence}`, () => {
        const says = read(file).replaceAll(/\s+/g, " ").includes(sentence);
        assert.ok(says, `${file}: say "${sentence}", as content/${versionsFile} and the modules do`);
      });
    }
  });
}

describe("what is no page", () => {
  const files = ["README.md", "CONTRIBUTING.md", "content/worksheet.yaml"];
  const readmes = globSync("content/samples/**/README.md", { cwd: projectRoot });

  it("names known versions only", () => {
    const texts = [...files, ...readmes].map((file) => ({ file: join(projectRoot, file), source: read(file) }));
    assert.ok(texts.length > 5, `only ${texts.length} were found`);
    assert.equal(formatProblems(unknownVersions(texts, versions), projectRoot), "");
  });
});

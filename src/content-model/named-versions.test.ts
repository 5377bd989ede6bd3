import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { namedVersions } from "./named-versions.ts";

const found = (source: string) => namedVersions(source).map(({ of, version, line }) => `${line}: ${of} ${version}`);
const link = (repository: string, tag: string) => `[it](https://github.com/${repository}/blob/${tag}/a.go#L1)`;

describe("the versions that a text names", () => {
  for (const [text, ...expected] of [
    ["Conduit v0.18.0 does.", "1: Conduit v0.18.0"],
    ["Conduit\nv0.18 and\nv0.19 do.", "2: Conduit v0.18", "3: Conduit v0.19"],
    ["SDK versions v0.12.0, v0.13.0 and v0.14.2.", "1: SDK v0.12.0", "1: SDK v0.13.0", "1: SDK v0.14.2"],
    ["SDK 0.12 or older", "1: SDK v0.12"],
    ["`conduit-connector-sdk@v0.14.2`", "1: SDK v0.14.2"],
    ["---\nsince: v0.13.0\n---\n", "2: SDK v0.13.0"],
    [link("ConduitIO/conduit", "v0.18.0"), "1: Conduit v0.18.0"],
    [link("conduitio/conduit-connector-sdk", "v0.14.2"), "1: SDK v0.14.2"],
    ["Conduit does, since v0.17.", "1: undefined v0.17"],
    [
      "- **v0.17** does; with **v0.18** no more. v0.19 does.",
      ...["v0.17", "v0.18", "v0.19"].map((version) => `1: undefined ${version}`),
    ],
    ["Conduit v0.20.0-nightly.20260822 does.", "1: Conduit v0.20.0-nightly.20260822"],
    // Versions of others.
    ["The MySQL connector v0.2.0, conduit-commons v0.6.0, Go 1.25, zerolog since v1.35.0"],
    [`As written at v0.2.0, the source does ${link("conduitio-labs/conduit-connector-mysql", "v0.2.0")}.`],
    [`Up to v0.1.0 it did (${link("conduitio-labs/conduit-connector-mysql", "ab".repeat(20))}).`],
    [`Up to v0.2.0 it did.\n\n${link("conduitio-labs/conduit-connector-mysql", "v0.2.0")}`],
    ["---\nlook: Fixed in v0.7.1.\n---\n"],
    ["```yaml\nversion: v0.1.0\n```\n"],
    ["A retry comes after 0.1 to 5 s."],
  ] as const) {
    it(JSON.stringify(text), () => assert.deepEqual(found(text), expected));
  }
});

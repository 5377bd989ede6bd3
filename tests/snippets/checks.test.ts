// The snippet checks themselves: each has to refuse what is wrong.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectorSpecs } from "./connector-specs.ts";
import { checkGoFragment } from "./go-fragment.ts";
import { checkPipelineFile } from "./pipeline-file.ts";
import { typedValidators } from "./validators.ts";

const specs: ConnectorSpecs = new Map([
  [
    "builtin:file",
    {
      source: [{ name: "path", type: "string", validations: [{ type: "required" }] }],
      destination: [{ name: "path", type: "string", validations: [{ type: "required" }] }],
    },
  ],
  [
    "builtin:generator",
    {
      source: [
        { name: "format.options.*", type: "string" },
        { name: "operations", type: "string", validations: [{ type: "inclusion", value: "create,update" }] },
      ],
    },
  ],
]);

const right = `version: "2.2"
pipelines:
  - id: p
    status: running
    connectors:
      - id: in
        type: source
        plugin: builtin:generator
        settings: { format.options.id: int, operations: "create,update" }
      - id: out
        type: destination
        plugin: builtin:file
        settings: { path: ./out.jsonl }
`;

describe("the pipeline file check", () => {
  it("accepts a file that runs", () => assert.deepEqual(checkPipelineFile(right, specs), []));

  for (const [what, from, to, message] of [
    ["version", 'version: "2.2"', 'version: "1.0"', 'version: must be "2.2", in quotes'],
    [
      "unknown plugin",
      "builtin:generator",
      "builtin:none",
      "p.in: no plugin builtin:none; known are: builtin:file, builtin:generator",
    ],
    ["unknown setting", "./out.jsonl", "./out.jsonl, size: 1", "p.out: builtin:file has no setting size"],
    ["missing setting", "path: ./out.jsonl", "", "p.out: builtin:file needs the setting path"],
    [
      "value outside the list",
      "create,update",
      "create,upsert",
      "p.in: operations: upsert is not one of create, update",
    ],
    [
      "side that is not there",
      "type: destination\n        plugin: builtin:file",
      "type: destination\n        plugin: builtin:generator",
      "p.out: builtin:generator has no destination",
    ],
    ["only one side", "type: destination", "type: source", "p: needs a source and a destination"],
  ] as const) {
    it(`refuses a wrong ${what}`, () => {
      assert.ok(right.includes(from));
      assert.ok(
        checkPipelineFile(right.replace(from, to), specs).includes(message),
        checkPipelineFile(right.replace(from, to), specs).join("\n"),
      );
    });
  }
});

describe("the validators", () => {
  const validators = typedValidators(specs);
  for (const [language, good, bad] of [
    ["json", '{"a": 1}', "{a: 1}"],
    ["sh", "for f in *; do echo $f; done", "for f in *; do echo $f"],
    ["sh", "ls", "$ ls"],
    ["sql", "SELECT a FROM t WHERE (a, b) > ($1, $2)", "SELECT FROM WHERE"],
  ] as const) {
    it(`${language}: accept ${good}, refuse ${bad}`, () => {
      assert.deepEqual(validators[language]?.(good), []);
      assert.equal(validators[language]?.(bad).length, 1);
    });
  }

  for (const code of [
    "package p\n\nvar x = 1\n",
    "func f() error { return nil }",
    "if err != nil {\n\treturn err\n}",
  ]) {
    it(`Go: accept ${JSON.stringify(code)}`, () => assert.equal(checkGoFragment(code), undefined));
  }

  it("Go: refuse what does not parse", () => assert.match(checkGoFragment("func f( {") ?? "", /expected/));
});

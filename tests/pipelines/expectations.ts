// What each pipeline file of the samples must achieve. The key is the path below content/samples.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { samplesDir } from "../../src/config/paths.ts";
import { createDatabase, createDemo, execute, rows } from "./demo.ts";
import { type LogLine, loggedRecords, type RecordInJson, recordsInFile } from "./observe.ts";
import { PostgresServer } from "./postgres.ts";

/** A pipeline that ran. */
export interface Outcome {
  readonly directory: string;
  log(): readonly LogLine[];
}

/** A pipeline that runs. */
export interface PipelineRun extends Outcome {
  /** How many records the destination has acknowledged, by Conduit's metrics. */
  acknowledged(): Promise<number>;
}

export interface Step {
  /** Changes what the pipeline reads from, while it runs. */
  change?(directory: string): void | Promise<void>;
  /** Whether everything has arrived; asked again and again. */
  arrived(run: PipelineRun): boolean | Promise<boolean>;
}

export interface Expectation {
  /** Creates what the pipeline reads from, before it runs. */
  prepare?(directory: string): void | Promise<void>;
  /** Environment variables for Conduit; asked after `prepare`. */
  environment?(): Record<string, string>;
  /** Removes what `prepare` started. */
  cleanUp?(): Promise<void>;
  readonly steps: readonly Step[];
  /** Asserts what arrived, after Conduit has stopped. */
  check(run: Outcome): void;
  /** Records that must be in dlq.jsonl; none unless stated. */
  readonly deadLetters?: number;
}

/** A snapshot of two rows, then an insert, an update and a delete while the pipeline runs. */
function fromDemo(records: (run: Outcome) => RecordInJson[]): Expectation {
  return {
    prepare: createDemo,
    steps: [
      { arrived: (run) => records(run).length >= 2 },
      {
        change: (directory) =>
          execute(
            directory,
            `INSERT INTO users (id, name) VALUES (3, 'Alan');
             UPDATE users SET name = 'Ada L.' WHERE id = 1;
             DELETE FROM users WHERE id = 2;`,
          ),
        arrived: (run) => records(run).length >= 5,
      },
    ],
    check(run) {
      const arrived = records(run).map(({ operation, key, payload }) => ({ operation, key, after: payload.after }));
      assert.deepEqual(arrived, [
        { operation: "snapshot", key: { id: 1 }, after: { id: 1, name: "Ada" } },
        { operation: "snapshot", key: { id: 2 }, after: { id: 2, name: "Grace" } },
        { operation: "create", key: { id: 3 }, after: { id: 3, name: "Alan" } },
        { operation: "update", key: { id: 1 }, after: { id: 1, name: "Ada L." } },
        { operation: "delete", key: { id: 2 }, after: null },
      ]);
    },
  };
}

/** Two rows of a PostgreSQL server, then an insert, an update and a delete while the pipeline runs. */
function fromPostgres(
  prepare: (directory: string) => void,
  arrivedBefore: (run: Outcome) => boolean,
  arrivedAfter: (run: Outcome) => boolean,
  check: (run: Outcome) => void,
): Expectation {
  let server: PostgresServer | undefined;
  return {
    async prepare(directory) {
      prepare(directory);
      server = await PostgresServer.start();
      await server.execute(readFileSync(`${samplesDir}postgres/pipelines/demo.sql`, "utf8"));
    },
    environment: () => ({ DATABASE_URL: server?.url ?? "" }),
    steps: [
      { arrived: arrivedBefore },
      {
        change: async () => {
          await server?.execute("INSERT INTO users (id, name, active) VALUES (3, 'Alan', false)");
          await server?.execute("UPDATE users SET balance = 7.50 WHERE id = 1");
          await server?.execute("DELETE FROM users WHERE id = 2");
        },
        arrived: arrivedAfter,
      },
    ],
    check,
    async cleanUp() {
      await server?.[Symbol.asyncDispose]();
      server = undefined;
    },
  };
}

export const expectations: Readonly<Record<string, Expectation>> = {
  "postgres/pipelines/postgres-to-file.yaml": fromPostgres(
    () => {},
    (run) => recordsInFile(run.directory, "out.jsonl").length >= 2,
    (run) => recordsInFile(run.directory, "out.jsonl").length >= 5,
    (run) => {
      const arrived = recordsInFile(run.directory, "out.jsonl").map(
        ({ operation, key, payload }) => `${operation} ${JSON.stringify(key)} ${balanceOf(payload.after) ?? "–"}`,
      );
      assert.deepEqual(arrived, [
        'snapshot {"id":1} 12.50',
        'snapshot {"id":2} –',
        'create {"id":3} –',
        'update {"id":1} 7.50',
        'delete {"id":2} –',
      ]);
    },
  ),

  "postgres/pipelines/postgres-to-sqlite.yaml": fromPostgres(
    createCopy,
    ({ directory }) => rows(directory, "users", "copy.db").length >= 2,
    ({ directory }) => isDeepStrictEqual(rows(directory, "users", "copy.db"), usersAfterwards),
    ({ directory }) => assert.deepEqual(rows(directory, "users", "copy.db"), usersAfterwards),
  ),

  "pipelines/generator-to-log.yaml": {
    steps: [{ arrived: (run) => loggedRecords(run.log()).length >= 3 }],
    check(run) {
      const fields = loggedRecords(run.log()).map(({ operation, payload }) => ({
        operation,
        fields: Object.keys(payload.after ?? {}).sort(),
      }));
      assert.deepEqual(fields, Array(3).fill({ operation: "create", fields: ["active", "name"] }));
    },
  },

  "pipelines/source-to-log.yaml": fromDemo((run) => loggedRecords(run.log())),

  "pipelines/source-to-file.yaml": fromDemo((run) => recordsInFile(run.directory, "out.jsonl")),

  "pipelines/generator-to-destination.yaml": {
    prepare: createDemo,
    steps: [{ arrived: async (run) => (await run.acknowledged()) >= 30 }],
    check(run) {
      const invented = rows(run.directory, "users").slice(2);
      // Operations are chosen at random: that all 30 are deletes happens once in 10^14 runs.
      assert.ok(invented.length > 0 && invented.length <= 30, `${invented.length} rows`);
      assert.ok(invented.every(({ id, name }) => typeof id === "bigint" && typeof name === "string"));
    },
  },

  "pipelines/file-to-destination.yaml": {
    prepare(directory) {
      createDemo(directory);
      writeFileSync(join(directory, "in.jsonl"), '{"id":1,"name":"Ada L."}\n{"id":3,"name":"Alan"}\n');
    },
    steps: [{ arrived: (run) => rows(run.directory, "users").length >= 3 }],
    check(run) {
      assert.deepEqual(rows(run.directory, "users"), [
        { id: 1n, name: "Ada L." },
        { id: 2n, name: "Grace" },
        { id: 3n, name: "Alan" },
      ]);
    },
  },

  "pipelines/dead-letter-queue.yaml": {
    prepare: (directory) => writeFileSync(join(directory, "in.jsonl"), '{"id":1}\nnot JSON\n{"id":3}\n'),
    steps: [{ arrived: (run) => recordsInFile(run.directory, "out.jsonl").length >= 2 }],
    deadLetters: 1,
    check(run) {
      const after = recordsInFile(run.directory, "out.jsonl").map((record) => record.payload.after);
      assert.deepEqual(after, [{ id: 1 }, { id: 3 }]);
      const [letter] = recordsInFile(run.directory, "dlq.jsonl");
      assert.match(letter?.metadata["conduit.dlq.nack.error"] ?? "", /failed to unmarshal raw data as JSON/);
    },
  },

  "sqlite/pipelines/generator-to-sqlite.yaml": {
    prepare: createTwoTables,
    steps: [{ arrived: (run) => rows(run.directory, "users").length >= 2 + generatedBy("generator-to-sqlite") }],
    check(run) {
      const invented = rows(run.directory, "users").slice(2);
      assert.equal(invented.length, generatedBy("generator-to-sqlite"));
      assert.ok(invented.every(({ name, active }) => typeof name === "string" && typeof active === "bigint"));
    },
  },

  "sqlite/pipelines/sqlite-to-file.yaml": {
    prepare: createTwoTables,
    steps: [
      { arrived: (run) => recordsInFile(run.directory, "out.jsonl").length >= 4 },
      { change: changeTwoTables, arrived: (run) => recordsInFile(run.directory, "out.jsonl").length >= 7 },
    ],
    check(run) {
      const arrived = recordsInFile(run.directory, "out.jsonl").map(
        ({ operation, metadata, key }) => `${operation} ${metadata["opencdc.collection"]} ${JSON.stringify(key)}`,
      );
      assert.deepEqual(arrived, [
        'snapshot users {"id":1}',
        'snapshot users {"id":2}',
        'snapshot orders {"number":"A-7","shop":1}',
        'snapshot orders {"number":"B-2","shop":1}',
        'create orders {"number":"C-3","shop":1}',
        'update users {"id":2}',
        'delete orders {"number":"A-7","shop":1}',
      ]);
    },
  },

  "sqlite/pipelines/sqlite-to-sqlite.yaml": {
    prepare(directory) {
      createTwoTables(directory);
      createDatabase(directory, "copy.db", "sqlite/pipelines/demo.sql");
      execute(directory, "DELETE FROM users; DELETE FROM orders;", "copy.db");
    },
    steps: [
      { arrived: ({ directory }) => rows(directory, "orders", "copy.db").length >= 2 },
      {
        change: changeTwoTables,
        arrived: ({ directory }) => tables.every((table) => isDeepStrictEqual(...copies(directory, table))),
      },
    ],
    check({ directory }) {
      for (const table of tables) assert.deepEqual(...copies(directory, table));
    },
  },
};

const tables = ["users", "orders"] as const;

function balanceOf(row: unknown): unknown {
  return row !== null && typeof row === "object" && "balance" in row ? row.balance : undefined;
}

const usersAfterwards = [
  { id: 1n, name: "Ada", active: 1n, balance: "7.50" },
  { id: 3n, name: "Alan", active: 0n, balance: null },
];

/** The copy that the comment of postgres-to-sqlite.yaml describes. */
function createCopy(directory: string): void {
  execute(directory, "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, active BOOLEAN, balance TEXT)", "copy.db");
}

/** How many records the generator of a pipeline invents. */
function generatedBy(pipeline: string): number {
  const file = `${samplesDir}sqlite/pipelines/${pipeline}.yaml`;
  const count = /recordCount: (\d+)/.exec(readFileSync(file, "utf8"))?.[1];
  assert.ok(count, `${file}: has no recordCount, so this test would not know when it is done`);
  return Number(count);
}

function createTwoTables(directory: string): void {
  createDatabase(directory, "demo.db", "sqlite/pipelines/demo.sql");
}

function changeTwoTables(directory: string): void {
  execute(
    directory,
    `INSERT INTO orders (shop, number, total) VALUES (1, 'C-3', 3);
     UPDATE users SET active = FALSE WHERE id = 2;
     DELETE FROM orders WHERE number = 'A-7';`,
  );
}

/** The rows of the copy, and those of the original. */
function copies(directory: string, table: string): [copy: unknown, original: unknown] {
  return [rows(directory, table, "copy.db"), rows(directory, table)];
}

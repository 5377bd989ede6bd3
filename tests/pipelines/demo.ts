// The SQLite databases that the pipelines of the samples read and write.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { samplesDir } from "../../src/config/paths.ts";

/** Creates demo.db as the guide does: sqlite3 demo.db < demo.sql */
export function createDemo(directory: string): void {
  createDatabase(directory, "demo.db", "pipelines/demo.sql");
}

/** Creates a database with a schema, which is a file below content/samples. */
export function createDatabase(directory: string, database: string, schema: string): void {
  execute(directory, readFileSync(`${samplesDir}${schema}`, "utf8"), database);
}

/** Runs SQL as another client would. */
export function execute(directory: string, sql: string, database = "demo.db"): void {
  inDatabase(join(directory, database), (opened) => opened.exec(sql));
}

/** The rows of a table, in the order of its first two columns. Integers are bigint: SQLite's have 64 bits. */
export function rows(directory: string, table: string, database = "demo.db"): Record<string, unknown>[] {
  return inDatabase(join(directory, database), (opened) => {
    const query = opened.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`);
    query.setReadBigInts(true);
    // Copied because these rows have no prototype, which assert.deepEqual would report.
    return query.all().map((row) => ({ ...row }));
  });
}

function inDatabase<T>(file: string, use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    return use(database);
  } finally {
    database.close();
  }
}

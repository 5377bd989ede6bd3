// The demo database that the pipelines of the samples read and write.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { samplesDir } from "../../src/config/paths.ts";

const schema = `${samplesDir}pipelines/demo.sql`;

/** Creates demo.db as the guide does: sqlite3 demo.db < demo.sql */
export function createDemo(directory: string): void {
  execute(directory, readFileSync(schema, "utf8"));
}

/** Runs SQL in demo.db, as another client would. */
export function execute(directory: string, sql: string): void {
  inDemo(directory, (database) => database.exec(sql));
}

/** The rows of the table users in demo.db, ordered by ID. Integers are bigint: SQLite's have 64 bits. */
export function users(directory: string): Record<string, unknown>[] {
  return inDemo(directory, (database) => {
    const query = database.prepare("SELECT * FROM users ORDER BY id");
    query.setReadBigInts(true);
    // Copied because these rows have no prototype, which assert.deepEqual would report.
    return query.all().map((row) => ({ ...row }));
  });
}

function inDemo<T>(directory: string, use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(directory, "demo.db"), { timeout: 5000 });
  try {
    return use(database);
  } finally {
    database.close();
  }
}

// SQLite as the source of a crash test.

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { contentOf } from "./copy.ts";
import type { Connection, Source } from "./source.ts";
import { tables } from "./tables.ts";

/** Creates an empty database in a directory. */
export async function startSqlite(directory: string): Promise<Source> {
  const file = join(directory, "source.db");
  const database = openSqlite(file);
  return {
    module: import.meta.filename,
    location: file,
    plugin: "standalone:sqlite",
    settings: { url: "./source.db", tables: tables.map(({ name }) => name).join(", ") },
    rows: async (table) => contentOf(database, table),
    close: async () => database.close(),
  };
}

export async function connect(location: string): Promise<Connection> {
  const database = openSqlite(location);
  return {
    execute: async (sql) => database.exec(sql),
    close: async () => database.close(),
  };
}

/** A connection that waits for others instead of failing, and does not wait for the disk: only processes are killed. */
export function openSqlite(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 30_000 });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;");
  return database;
}

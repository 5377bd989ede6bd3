// The copy that the pipeline writes: the same tables, and a log of everything that is written to them.

import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { openSqlite } from "./sqlite.ts";
import { schema, type Table, tables } from "./tables.ts";

/** A write to the copy. */
export interface Delivery {
  readonly number: number;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  readonly table: string;
  /** In JSON. */
  readonly key: string;
  readonly version: number;
  readonly deleted: boolean;
}

export class Copy {
  readonly #database: DatabaseSync;

  /** Creates the copy as the database copy.db in a directory. */
  constructor(directory: string) {
    this.#database = openSqlite(join(directory, "copy.db"));
    this.#database.exec(`${schema()}\n${deliveryLog()}`);
  }

  /** Writes after the one with a number, in their order. A deletion of a row that is not there is no write. */
  deliveriesAfter(number: number): Delivery[] {
    const rows = this.#database.prepare("SELECT * FROM deliveries WHERE number > ? ORDER BY number").all(number);
    return rows.map((row) => ({
      number: Number(row["number"]),
      at: Number(row["at"]),
      table: String(row["tbl"]),
      key: String(row["key"]),
      version: Number(row["version"]),
      deleted: row["deleted"] === 1,
    }));
  }

  /** The number of the last write, 0 if there was none. */
  lastDelivery(): number {
    const row = this.#database.prepare("SELECT max(number) AS number FROM deliveries").get();
    return Number(row?.["number"] ?? 0);
  }

  /** Whether a row was written after the write with a number. */
  hasDelivered(after: number, table: string, key: string): boolean {
    const query = "SELECT 1 FROM deliveries WHERE number > ? AND tbl = ? AND key = ? LIMIT 1";
    return this.#database.prepare(query).get(after, table, key) !== undefined;
  }

  /** Whether the row is there that a change wrote. */
  hasVersion(version: number): boolean {
    return tables.some(({ name }) => this.#database.prepare(`SELECT 1 FROM ${name} WHERE version = ?`).get(version));
  }

  rows(table: string): ReadonlyMap<string, string> {
    return contentOf(this.#database, table);
  }

  close(): void {
    this.#database.close();
  }
}

/** JSON with numbers as JavaScript writes them: databases write 1.0 or 1. */
export function sameNumbers(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

/** The rows of a table, in JSON by key in JSON. */
export function contentOf(database: DatabaseSync, name: string): ReadonlyMap<string, string> {
  const table = tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`there is no table ${name}`);
  const query = `SELECT json_array(${table.key.join(", ")}) AS key, json_array(${Object.keys(table.columns).join(", ")}) AS row FROM ${name}`;
  return new Map(
    database
      .prepare(query)
      .all()
      .map((row) => [String(row["key"]), sameNumbers(String(row["row"]))]),
  );
}

/** Triggers that log each write, in its transaction. An upsert fires one of the first two. */
function deliveryLog(): string {
  const trigger = ({ name, key }: Table, event: string, row: "NEW" | "OLD"): string => `
    CREATE TRIGGER log_${event}_${name} AFTER ${event} ON ${name} BEGIN
      INSERT INTO deliveries (at, tbl, key, version, deleted) VALUES (
        CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), '${name}',
        json_array(${key.map((column) => `${row}.${column}`).join(", ")}), ${row}.version, ${event === "DELETE"});
    END;`;
  return `
    CREATE TABLE deliveries (
      number INTEGER PRIMARY KEY, at INTEGER, tbl TEXT, key TEXT, version INTEGER, deleted INTEGER);
    ${tables
      .flatMap((table) => [
        trigger(table, "INSERT", "NEW"),
        trigger(table, "UPDATE", "NEW"),
        trigger(table, "DELETE", "OLD"),
      ])
      .join("")}`;
}

// The database that a pipeline reads from, and the one that it writes to.

import { DatabaseSync } from "node:sqlite";

/** Texts by id. */
export type Rows = ReadonlyMap<number, string>;

const items = "CREATE TABLE items (id INTEGER PRIMARY KEY, text TEXT);";

/** The changes of `items`: what other databases have as their log. */
const changes = "CREATE TABLE changes (number INTEGER PRIMARY KEY, operation TEXT, id INTEGER, text TEXT);";

class Database {
  readonly #database: DatabaseSync;

  constructor(file: string, schema: string) {
    // Several processes use it, so each waits for the others' locks. Nobody waits for the disk: only processes are killed.
    this.#database = new DatabaseSync(file, { timeout: 30_000 });
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; ${schema}`);
  }

  execute(sql: string): void {
    this.#database.exec(sql);
  }

  query(sql: string): Record<string, unknown>[] {
    return this.#database.prepare(sql).all();
  }

  rows(): Rows {
    const rows = this.query("SELECT id, text FROM items ORDER BY id");
    return new Map(rows.map(({ id, text }) => [Number(id), String(text)]));
  }

  close(): void {
    this.#database.close();
  }
}

export class SourceDatabase extends Database {
  /** With `log`, its triggers log the changes; without, somebody else has to create them. */
  constructor(file: string, { log }: { readonly log: boolean }) {
    const triggers = [
      ["create", "INSERT", "NEW"],
      ["update", "UPDATE", "NEW"],
      ["delete", "DELETE", "OLD"],
    ].map(
      ([operation, event, row]) => `
        CREATE TRIGGER log_${operation} AFTER ${event} ON items BEGIN
          INSERT INTO changes (operation, id, text) VALUES ('${operation}', ${row}.id, ${row}.text);
        END;`,
    );
    super(file, `${items} ${changes} CREATE TABLE gate (row INTEGER); ${log ? triggers.join("") : ""}`);
  }

  /** Inserts rows with these ids. */
  insert(first: number, last = first): void {
    const values = Array.from({ length: last - first + 1 }, (_, i) => `(${first + i}, 'row ${first + i}')`);
    this.execute(`INSERT INTO items VALUES ${values.join(", ")}`);
  }

  /** Lets the snapshot read the rows up to this one. */
  openGate(row: number): void {
    this.execute(`DELETE FROM gate; INSERT INTO gate VALUES (${row})`);
  }

  logsChanges(): boolean {
    return this.query("SELECT 1 FROM sqlite_master WHERE name = 'log_create'").length > 0;
  }
}

export class TargetDatabase extends Database {
  /** Its triggers log what is written, an update to the same text included. */
  constructor(file: string) {
    const triggers = ["INSERT", "UPDATE"].map(
      (event) => `
        CREATE TRIGGER log_${event} AFTER ${event} ON items BEGIN
          INSERT INTO deliveries (id) VALUES (NEW.id);
        END;`,
    );
    super(file, `${items} CREATE TABLE deliveries (number INTEGER PRIMARY KEY, id INTEGER); ${triggers.join("")}`);
  }

  has(...ids: number[]): boolean {
    const rows = this.rows();
    return ids.every((id) => rows.has(id));
  }

  /** Ids of the rows that were written, in this order. */
  deliveries(): number[] {
    return this.query("SELECT id FROM deliveries ORDER BY number").map(({ id }) => Number(id));
  }

  /** From now on, writes of a row fail. */
  refuse(id: number): void {
    this.execute(`
      CREATE TRIGGER refuse BEFORE INSERT ON items WHEN NEW.id = ${id} BEGIN
        SELECT RAISE(ABORT, 'row ${id} is refused');
      END`);
  }

  refuseNothing(): void {
    this.execute("DROP TRIGGER refuse");
  }
}

/** What distinguishes the target from the source, in one line. */
export function difference(source: Rows, target: Rows): string {
  const missing = [...source.keys()].filter((id) => !target.has(id));
  const deleted = [...target.keys()].filter((id) => !source.has(id));
  const old = [...source].filter(([id, text]) => target.has(id) && target.get(id) !== text).map(([id]) => id);
  const lines = Object.entries({ missing, "deleted at the source only": deleted, old }).flatMap(([what, ids]) =>
    ids.length === 0 ? [] : [`${what}: ${ids}`],
  );
  return lines.length === 0 ? "no difference" : lines.join("; ");
}

// An endless series of changes that a seed repeats, as SQL.

import { integer, type Random } from "./random.ts";
import { type KeyValue, literal, type Table, tables } from "./tables.ts";

/** Rows that are written with one statement. */
const rowsPerInsert = 500;

/**
 * A third of all changes hit the first fiftieth of the rows. The snapshot delivers these first, so they change before and
 * after every crash.
 */
const hotChoice = 1 / 3;
const hotRows = 1 / 50;

interface Rows {
  readonly table: Table;
  /** Keys of the rows that exist, without the last one, in no order. */
  readonly live: Keys;
  /** Those among them that were among the first. */
  readonly hot: Keys;
  /** Keys of rows that were deleted. Some come back. */
  readonly deleted: (readonly KeyValue[])[];
  readonly rowCount: number;
}

/** Knows which rows exist, and invents changes to them. */
export class Changes {
  readonly #random: Random;
  readonly #rows: readonly Rows[];
  #version = 0;

  constructor(random: Random, rowsPerTable: number) {
    this.#random = random;
    this.#rows = tables.map((table) => {
      const keys = Array.from({ length: rowsPerTable - 1 }, (_, row) => table.keyOf(row));
      return {
        table,
        live: new Keys(keys),
        hot: new Keys(keys.slice(0, Math.ceil(rowsPerTable * hotRows))),
        deleted: [],
        rowCount: rowsPerTable - 1,
      };
    });
  }

  /** The number of the last change. */
  get version(): number {
    return this.#version;
  }

  /** Statements that write the rows that are there from the beginning. */
  *initial(): Generator<string> {
    for (const { table, live } of this.#rows) {
      const keys = [...live.all(), table.last];
      for (let start = 0; start < keys.length; start += rowsPerInsert) {
        const rows = keys.slice(start, start + rowsPerInsert).map((key) => `(${this.#values(key)})`);
        yield `INSERT INTO ${table.name} VALUES ${rows.join(", ")};`;
      }
    }
  }

  /** Statements of one transaction, with one change in each. */
  transaction(changes: number): string {
    return `BEGIN; ${Array.from({ length: changes }, () => this.#next()).join(" ")} COMMIT;`;
  }

  /** A statement that inserts a row: unlike a deletion, it can be found in the copy by its version. */
  insertion(): string {
    this.#version++;
    return this.#insert(this.#pick(this.#rows));
  }

  #next(): string {
    this.#version++;
    const rows = this.#pick(this.#rows);
    const choice = this.#random();
    const key = this.#existing(rows);
    if (key === undefined || choice < 0.3) return this.#insert(rows);
    if (choice < 0.7) return this.#update(rows.table, key, key);
    if (choice < 0.95) return this.#delete(rows, key);
    const other = this.#unused(rows);
    this.#remove(rows, key);
    rows.live.add(other);
    return this.#update(rows.table, key, other);
  }

  #insert(rows: Rows): string {
    const key = this.#unused(rows);
    rows.live.add(key);
    return `INSERT INTO ${rows.table.name} VALUES (${this.#values(key)});`;
  }

  #update({ name, key: columns }: Table, key: readonly KeyValue[], after: readonly KeyValue[]): string {
    const changed = columns.map((column, i) => `${column} = ${literal(after[i] ?? "")}`);
    return `UPDATE ${name} SET ${changed.join(", ")}, ${this.#assignments()} WHERE ${where(columns, key)};`;
  }

  #delete(rows: Rows, key: readonly KeyValue[]): string {
    this.#remove(rows, key);
    return `DELETE FROM ${rows.table.name} WHERE ${where(rows.table.key, key)};`;
  }

  #remove(rows: Rows, key: readonly KeyValue[]): void {
    rows.live.delete(key);
    rows.hot.delete(key);
    rows.deleted.push(key);
  }

  #existing(rows: Rows): readonly KeyValue[] | undefined {
    const hot = this.#random() < hotChoice;
    return (hot ? rows.hot.pick(this.#random) : undefined) ?? rows.live.pick(this.#random);
  }

  /** A key that was deleted, or one that never existed. */
  #unused(rows: Rows): readonly KeyValue[] {
    if (rows.deleted.length > 0 && this.#random() < 0.3) {
      const [key] = rows.deleted.splice(Math.floor(this.#random() * rows.deleted.length), 1);
      if (key !== undefined && !rows.live.has(key)) return key;
    }
    for (;;) {
      const key = rows.table.keyOf(integer(this.#random, 0, rows.rowCount), integer(this.#random, 1, 999));
      if (!rows.live.has(key)) return key;
    }
  }

  #pick<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.#random() * values.length)];
    if (value === undefined) throw new Error("nothing to choose from");
    return value;
  }

  #values(key: readonly KeyValue[]): string {
    return [...key.map(literal), this.#version, ...this.#content()].join(", ");
  }

  #assignments(): string {
    const [name, amount] = this.#content();
    return `version = ${this.#version}, name = ${name}, amount = ${amount}`;
  }

  #content(): [name: string, amount: string] {
    const number = integer(this.#random, 0, 999_999);
    return [number % 10 === 0 ? "NULL" : `'Ü ${number.toString(36)}'`, number % 7 === 0 ? "NULL" : String(number / 8)];
  }
}

function where(columns: readonly string[], key: readonly KeyValue[]): string {
  return columns.map((column, i) => `${column} = ${literal(key[i] ?? "")}`).join(" AND ");
}

/** A set of keys that one can choose from at random. */
class Keys {
  readonly #keys: (readonly KeyValue[])[] = [];
  readonly #places = new Map<string, number>();

  constructor(keys: readonly (readonly KeyValue[])[]) {
    for (const key of keys) this.add(key);
  }

  all(): readonly (readonly KeyValue[])[] {
    return this.#keys;
  }

  has(key: readonly KeyValue[]): boolean {
    return this.#places.has(JSON.stringify(key));
  }

  add(key: readonly KeyValue[]): void {
    this.#places.set(JSON.stringify(key), this.#keys.length);
    this.#keys.push(key);
  }

  /** The last key moves to the place of the one that goes. */
  delete(key: readonly KeyValue[]): void {
    const place = this.#places.get(JSON.stringify(key));
    const last = this.#keys.at(-1);
    if (place === undefined || last === undefined) return;
    this.#keys[place] = last;
    this.#places.set(JSON.stringify(last), place);
    this.#keys.pop();
    this.#places.delete(JSON.stringify(key));
  }

  pick(random: Random): readonly KeyValue[] | undefined {
    return this.#keys[Math.floor(random() * this.#keys.length)];
  }
}

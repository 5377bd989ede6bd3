// The tables that are copied while everything is killed: one for each kind of key.

/** The value of one column of a key. */
export type KeyValue = number | string;

export interface Table {
  readonly name: string;
  /** Names of the key columns, in key order. */
  readonly key: readonly string[];
  /** All columns with their types, in words that SQLite and PostgreSQL share. */
  readonly columns: Readonly<Record<string, string>>;
  /** The key of the row with a number; keys of lower rows are smaller, and between two of them is room for others. */
  keyOf(row: number, between?: number): readonly KeyValue[];
  /** The greatest key. Nobody changes that row, so the snapshot of the table ends with it. */
  readonly last: readonly KeyValue[];
}

/** `version` is the number of the change that wrote the row, 0 for a row that was there before the first one. */
const columns = { version: "BIGINT NOT NULL", name: "TEXT", amount: "DOUBLE PRECISION" } as const;

/** PostgreSQL's INTEGER has 32 bits. */
const greatestInteger = 2 ** 31 - 1;

/** In the order in which the snapshot reads them. */
export const tables: readonly Table[] = [
  {
    name: "accounts",
    key: ["id"],
    columns: { id: "INTEGER NOT NULL", ...columns },
    // Some are negative, and one is zero.
    keyOf: (row, between = 0) => [(row - 100) * 1000 + between],
    last: [greatestInteger],
  },
  {
    name: "items",
    key: ["shop", "number"],
    columns: { shop: "INTEGER NOT NULL", number: "TEXT NOT NULL", ...columns },
    keyOf: (row, between = 0) => [Math.floor(row / 500), `N-${padded(row % 500)}${suffix(between)}`],
    last: [greatestInteger, "N-"],
  },
  {
    name: "labels",
    key: ["code"],
    columns: { code: "TEXT NOT NULL", ...columns },
    keyOf: (row, between = 0) => [`it's ${padded(row)}${suffix(between)}`],
    last: ["zz"],
  },
];

function padded(row: number): string {
  return String(row).padStart(6, "0");
}

function suffix(between: number): string {
  return between === 0 ? "" : `+${between}`;
}

/** Statements that create the tables. */
export function schema(): string {
  return tables
    .map((table) => {
      const columns = Object.entries(table.columns).map(([name, type]) => `${name} ${type}`);
      return `CREATE TABLE ${table.name} (${columns.join(", ")}, PRIMARY KEY (${table.key.join(", ")}));`;
    })
    .join("\n");
}

/** A value as it is written in SQL. */
export function literal(value: KeyValue): string {
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

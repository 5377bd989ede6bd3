// What distinguishes a copy from its source.

import type { Copy } from "./copy.ts";
import type { Source } from "./source.ts";
import { tables } from "./tables.ts";

const examplesShown = 5;

/** One line for each kind of difference in each table; none if all rows are equal. */
export async function differences(source: Source, copy: Copy): Promise<string[]> {
  const lines: string[] = [];
  for (const { name } of tables) {
    const original = await source.rows(name);
    const copied = copy.rows(name);
    const keys = [...original.keys()];
    lines.push(
      ...line(
        `${name}: missing in the copy`,
        keys.filter((key) => !copied.has(key)).map((key) => `${original.get(key)}`),
      ),
      ...line(
        `${name}: only in the copy`,
        [...copied.keys()].filter((key) => !original.has(key)).map((key) => `${copied.get(key)}`),
      ),
      ...line(
        `${name}: different in the copy`,
        keys
          .filter((key) => copied.has(key) && copied.get(key) !== original.get(key))
          .map((key) => `${original.get(key)} is ${copied.get(key)}`),
      ),
    );
  }
  return lines;
}

function line(what: string, rows: readonly string[]): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > examplesShown ? ", …" : "";
  return [`${what}: ${rows.length} rows: ${rows.slice(0, examplesShown).join(", ")}${more}`];
}

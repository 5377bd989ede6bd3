// Finds out from the log of the copy what each run of the pipeline has delivered, and what came again.

import type { Delivery } from "./copy.ts";
import type { StoredPosition } from "./position.ts";
import { tables } from "./tables.ts";

/** What one run delivered, from a start of Conduit until it was killed. */
export interface RunReport {
  readonly snapshotRows: number;
  /** Writes after the snapshot. */
  readonly changes: number;
  /** Records that an earlier run had delivered. */
  readonly again: number;
  /** Age, in milliseconds, that the first of them had when its run was killed. */
  readonly age: number;
  /** Mistakes that the rows of the copy would not show. */
  readonly mistakes: readonly string[];
}

/** When a record was delivered. */
interface Seen {
  /** Its place among the rows of the snapshot. */
  readonly place: number;
  at: number;
  run: number;
}

const lastTable = tables.at(-1);
/** The row that the whole snapshot ends with. */
export const lastRow = { table: lastTable?.name ?? "", key: JSON.stringify(lastTable?.last) };

export class Progress {
  readonly #rows = new Map<string, Seen>();
  readonly #versions = new Map<number, Seen>();
  readonly #ends: number[] = [];
  #lastVersion = 0;
  #snapshotEnded = false;

  /** How many rows of the snapshot were delivered up to a position. */
  rowsUpTo(position: StoredPosition | undefined): number {
    if (position?.row === undefined) return 0;
    return (this.#rows.get(idOf(position.row))?.place ?? -1) + 1;
  }

  /** How many rows of the snapshot were delivered so far. */
  get rows(): number {
    return this.#rows.size;
  }

  get snapshotEnded(): boolean {
    return this.#snapshotEnded;
  }

  /** Adds what a run delivered that began at a stored position. */
  add(deliveries: readonly Delivery[], position: StoredPosition | undefined, endedAt: number): RunReport {
    const [rows, changes] = this.#split(deliveries, position);
    const first = deliveries[0];
    const seen = first && (rows.length > 0 ? this.#rows.get(idOf(first)) : this.#versions.get(first.version));
    const age = seen === undefined ? 0 : (this.#ends[seen.run] ?? 0) - seen.at;
    const mistakes = [...this.#readAgain(rows, position), ...outOfOrder(changes)];

    const run = this.#ends.push(endedAt) - 1;
    const again = this.#addRows(rows, run) + this.#addChanges(changes, run);
    return { snapshotRows: rows.length, changes: changes.length, again, age, mistakes };
  }

  /** The snapshot ends with a row that nobody changes, so what follows it are changes. */
  #split(
    deliveries: readonly Delivery[],
    position: StoredPosition | undefined,
  ): [rows: readonly Delivery[], changes: readonly Delivery[]] {
    const nothingLeft = position?.row !== undefined && idOf(position.row) === idOf(lastRow);
    if (position?.mode === "changes" || nothingLeft) return [[], deliveries];
    const end = deliveries.findIndex((delivery) => idOf(delivery) === idOf(lastRow));
    return end === -1 ? [deliveries, []] : [deliveries.slice(0, end + 1), deliveries.slice(end + 1)];
  }

  /** Rows of the snapshot that lie before the stored position. */
  #readAgain(rows: readonly Delivery[], position: StoredPosition | undefined): string[] {
    const done = this.rowsUpTo(position);
    const tooEarly = rows.find((row) => (this.#rows.get(idOf(row))?.place ?? done) < done);
    return tooEarly === undefined
      ? []
      : [`${idOf(tooEarly)} of the snapshot was read again, although the stored position was ${position?.text}`];
  }

  #addRows(rows: readonly Delivery[], run: number): number {
    let again = 0;
    for (const row of rows) {
      const seen = this.#rows.get(idOf(row));
      if (seen !== undefined) again++;
      this.#rows.set(idOf(row), { place: seen?.place ?? this.#rows.size, at: row.at, run });
      if (idOf(row) === idOf(lastRow)) this.#snapshotEnded = true;
    }
    return again;
  }

  /** Each change has a number of its own, so numbers also count deletions, which the log does not always show. */
  #addChanges(changes: readonly Delivery[], run: number): number {
    const first = changes.find(({ deleted }) => !deleted)?.version ?? this.#lastVersion + 1;
    const again = Math.max(0, this.#lastVersion + 1 - first);
    for (const { version, at, deleted } of changes) {
      if (deleted) continue;
      this.#versions.set(version, { place: 0, at, run });
      this.#lastVersion = Math.max(this.#lastVersion, version);
    }
    return again;
  }
}

function outOfOrder(changes: readonly Delivery[]): string[] {
  const versions = changes.filter(({ deleted }) => !deleted).map(({ version }) => version);
  const place = versions.findIndex((version, i) => version <= (versions[i - 1] ?? 0));
  return place === -1 ? [] : [`change ${versions[place]} was delivered after change ${versions[place - 1]}`];
}

function idOf({ table, key }: { readonly table: string; readonly key: string }): string {
  return `${table} ${key}`;
}

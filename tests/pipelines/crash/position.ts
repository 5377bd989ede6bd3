// The position that Conduit has stored, as it will be given to the source at the next start.

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { openSqlite } from "./sqlite.ts";
import { tables } from "./tables.ts";

/** Flags that make Conduit keep its state in the working directory. */
export const storeFlags = ["--db.type", "sqlite", "--db.sqlite.path", "conduit.db"] as const;

/** What the samples' positions say about how far the source has come. */
export interface StoredPosition {
  readonly mode: "snapshot" | "changes";
  /** The last row of the snapshot that was acknowledged: its table, and its key in JSON. */
  readonly row?: { readonly table: string; readonly key: string };
  readonly text: string;
}

interface PositionInJson {
  readonly mode: "snapshot" | "changes";
  readonly tables?: Readonly<Record<string, { readonly lastKey?: readonly Record<string, number | string>[] }>>;
}

/** The stored position of a source; nothing if there is none yet. Conduit must not be running. */
export function storedPosition(directory: string, connector: string): StoredPosition | undefined {
  const path = join(directory, "conduit.db");
  if (!existsSync(path)) return undefined;
  // Conduit makes a directory of that name, and puts the database into it.
  const file = statSync(path).isDirectory() ? join(path, "conduit.db") : path;
  if (!existsSync(file)) return undefined;
  const database = openSqlite(file);
  try {
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'conduit_kv_store'").get() === undefined) {
      return undefined;
    }
    const row = database
      .prepare("SELECT value FROM conduit_kv_store WHERE key = ?")
      .get(`connector:instance:${connector}`);
    const value = row?.["value"];
    if (value === undefined || value === null) return undefined;
    const text = typeof value === "object" ? Buffer.from(value).toString() : String(value);
    const instance: { State: { Position: string | null } | null } = JSON.parse(text);
    const position = instance.State?.Position;
    return position === null || position === undefined ? undefined : parse(Buffer.from(position, "base64").toString());
  } finally {
    database.close();
  }
}

function parse(text: string): StoredPosition {
  const { mode, tables: progress = {} }: PositionInJson = JSON.parse(text);
  if (mode === "changes") return { mode, text };
  for (const { name } of tables.toReversed()) {
    const key = progress[name]?.lastKey;
    if (key === undefined) continue;
    return { mode, text, row: { table: name, key: JSON.stringify(key.flatMap((value) => Object.values(value))) } };
  }
  return { mode, text };
}

// PostgreSQL as the source of a crash test.

import { PostgresServer } from "../postgres.ts";
import { sameNumbers } from "./copy.ts";
import type { Connection, Source } from "./source.ts";
import { tables } from "./tables.ts";

/** Starts a server with an empty database. */
export async function startPostgres(): Promise<Source> {
  const server = await PostgresServer.start();
  return {
    module: import.meta.filename,
    location: server.url,
    plugin: "standalone:postgres",
    settings: { url: server.url, tables: tables.map(({ name }) => name).join(", ") },
    async rows(name) {
      const table = tables.find((candidate) => candidate.name === name);
      if (table === undefined) throw new Error(`there is no table ${name}`);
      const array = (columns: readonly string[]): string => `json_build_array(${columns.join(", ")})`;
      const query = `SELECT json_build_array(${array(table.key)}, ${array(Object.keys(table.columns))}) FROM ${name}`;
      return new Map(
        (await server.execute(query)).map((text) => {
          const [key, row]: [unknown, unknown] = JSON.parse(text);
          return [JSON.stringify(key), sameNumbers(JSON.stringify(row))];
        }),
      );
    },
    close: () => server[Symbol.asyncDispose](),
  };
}

export async function connect(location: string): Promise<Connection> {
  const connection = await PostgresServer.start(location);
  return {
    execute: async (sql) => {
      await connection.execute(sql);
    },
    close: () => connection[Symbol.asyncDispose](),
  };
}

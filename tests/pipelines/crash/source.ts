// What a database needs to be the source of a crash test.

/** A connection that runs statements. */
export interface Connection {
  execute(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** A database that a pipeline reads from. */
export interface Source {
  /** Name of a module beside this one with a function `connect`; the writer, a thread of its own, imports it. */
  readonly module: string;
  /** What that function needs to know. */
  readonly location: string;
  /** Plugin and settings in the pipeline file. */
  readonly plugin: string;
  readonly settings: Readonly<Record<string, string>>;
  /** All rows of a table, in JSON by key in JSON, as `contentOf` returns those of the copy. */
  rows(table: string): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

/** The module that a source names. */
export interface SourceModule {
  connect(location: string): Promise<Connection>;
}

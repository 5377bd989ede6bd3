/** A part of a connector that guidelines speak about; a folder below content/guidelines. */
export interface Area {
  readonly folder: string;
  /** First word of the IDs of its guidelines. */
  readonly prefix: string;
  readonly title: string;
  /** Slug of the guide that lists its guidelines. */
  readonly guide: string;
}

/** Every area, in the order in which a reviewer reads a connector's code. */
export const areas = [
  { folder: "research", prefix: "RES", title: "Research", guide: "guides/research" },
  { folder: "configuration", prefix: "CFG", title: "Configuration", guide: "guides/configuration" },
  { folder: "middleware", prefix: "MW", title: "Middleware", guide: "guides/middleware" },
  { folder: "lifecycle", prefix: "LIFE", title: "Lifecycle", guide: "guides/lifecycle-and-errors" },
  { folder: "position", prefix: "POS", title: "Positions", guide: "guides/positions-and-acknowledgements" },
  {
    folder: "source",
    prefix: "SRC",
    title: "Reading and acknowledging",
    guide: "guides/positions-and-acknowledgements",
  },
  { folder: "snapshot", prefix: "SNAP", title: "Snapshot", guide: "guides/snapshot" },
  { folder: "change-capture", prefix: "CDC", title: "Change data capture", guide: "guides/change-data-capture" },
  { folder: "iterator", prefix: "ITER", title: "Iterators", guide: "guides/iterator-pattern" },
  { folder: "record", prefix: "REC", title: "Records", guide: "guides/middleware" },
  { folder: "schema", prefix: "SCHEMA", title: "Types and schemas", guide: "guides/middleware" },
  { folder: "destination", prefix: "DEST", title: "Writing", guide: "guides/destinations-and-batching" },
  { folder: "sql", prefix: "SQL", title: "SQL", guide: "guides/snapshot" },
  { folder: "concurrency", prefix: "CONC", title: "Concurrency", guide: "guides/lifecycle-and-errors" },
  { folder: "errors", prefix: "ERR", title: "Errors and retries", guide: "guides/lifecycle-and-errors" },
  { folder: "logging", prefix: "LOG", title: "Logging", guide: "guides/debugging" },
  { folder: "performance", prefix: "PERF", title: "Performance", guide: "guides/destinations-and-batching" },
  { folder: "testing", prefix: "TEST", title: "Tests", guide: "guides/test-pipeline" },
  { folder: "publishing", prefix: "PUB", title: "Documentation and publishing", guide: "guides/template" },
] as const satisfies readonly Area[];

/** Finds guideline IDs in running text; IDs that no guideline has are found as well. */
export const idPattern = new RegExp(
  `\\b(?:${areas.map(({ prefix }) => prefix).join("|")})(?:-[A-Z][A-Z0-9]*)+\\b`,
  "g",
);

/** Area of a folder below content/guidelines. */
export function areaOfFolder(folder: string): Area | undefined {
  return areas.find((area) => area.folder === folder);
}

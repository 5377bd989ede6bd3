import type { Group } from "../../src/content-model/benchmark.ts";
import { requiredVersion } from "../../src/content-model/versions.ts";
import { samplesModule } from "../samples/modules.ts";

/** Modules that the figures depend on. */
const measuredModules = [
  "github.com/conduitio/conduit-connector-sdk",
  "github.com/conduitio/conduit-commons",
  "modernc.org/sqlite",
];

/** Those modules with the versions that the samples require. */
export function requiredModules(): Record<string, string> {
  return Object.fromEntries(measuredModules.map((name) => [name, requiredVersion(samplesModule(), name)]));
}

/** Everything that is measured, in the order of the table. */
export const groups: readonly Group[] = [
  {
    name: "write-batches",
    title: "Write, one transaction per batch",
    unit: "rows/s",
    package: "sqlite",
    lines: [
      { text: "batches of 1", benchmark: "Write/1" },
      { text: "batches of 100", benchmark: "Write/100" },
      { text: "batches of 1,000", benchmark: "Write/1000" },
    ],
  },
  {
    name: "read-or-convert",
    title: "Snapshot of 200,000 rows, 1,000 per page",
    unit: "rows/s",
    package: "sqlite",
    lines: [
      { text: "as records with positions", benchmark: "Snapshot/records/200000" },
      { text: "the rows alone", benchmark: "Snapshot/key/200000" },
    ],
  },
  {
    name: "pages-of-50000",
    title: "Read 50,000 rows, 1,000 per page",
    unit: "rows/s",
    package: "sqlite",
    lines: [
      { text: "paged by key", benchmark: "Snapshot/key/50000", code: "right" },
      { text: "paged by OFFSET", benchmark: "Snapshot/offset/50000", code: "wrong" },
    ],
  },
  {
    name: "pages-of-200000",
    title: "Read 200,000 rows, 1,000 per page",
    unit: "rows/s",
    package: "sqlite",
    lines: [
      { text: "paged by key", benchmark: "Snapshot/key/200000", code: "right" },
      { text: "paged by OFFSET", benchmark: "Snapshot/offset/200000", code: "wrong" },
    ],
  },
  {
    name: "destbatch",
    title: "Write slices of 100 records, no wait for the disk",
    unit: "records/s",
    package: "benchmarks/destbatch",
    lines: [
      { text: "one transaction for the slice", benchmark: "Good", code: "right" },
      { text: "one for each record", benchmark: "Bad", code: "wrong" },
    ],
  },
  {
    name: "perfhotpath",
    title: "Read 10,000 rows as records, 1,000 per page",
    unit: "records/s",
    package: "benchmarks/perfhotpath",
    lines: [
      { text: "table looked up once, no log line", benchmark: "Good", code: "right" },
      { text: "table looked up for each row", benchmark: "Bad", code: "wrong" },
      { text: "schema created for each row", benchmark: "BadSchema", code: "wrong" },
      { text: "a log line for each row, its level off", benchmark: "BadLog", code: "wrong" },
    ],
  },
  {
    name: "snapmemory",
    title: "On Go's heap when the first record leaves",
    unit: "MB",
    package: "benchmarks/snapmemory",
    lines: [
      { text: "a page of 1,000 rows, of 10,000", benchmark: "Good/10000", code: "right" },
      { text: "a page of 1,000 rows, of 100,000", benchmark: "Good/100000", code: "right" },
      { text: "a whole table of 10,000 rows", benchmark: "Bad/10000", code: "wrong" },
      { text: "a whole table of 100,000 rows", benchmark: "Bad/100000", code: "wrong" },
    ],
  },
];

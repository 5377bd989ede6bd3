// What a pipeline left behind: its log, and the records in files.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One line of Conduit's log in JSON. */
export interface LogLine {
  readonly level?: string;
  readonly message?: string;
  readonly error?: string;
  readonly record?: RecordInJson;
}

/** A record as Conduit prints it; bytes are base64. */
export interface RecordInJson {
  readonly position: string;
  readonly operation: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly key: unknown;
  readonly payload: { readonly before: unknown; readonly after: unknown };
}

/** The lines of the log that are JSON; a plugin may print other lines. */
export function parseLog(lines: readonly string[]): LogLine[] {
  return lines.filter((line) => line.startsWith("{")).map((line): LogLine => JSON.parse(line));
}

/** Records that the log destination printed. */
export function loggedRecords(log: readonly LogLine[]): RecordInJson[] {
  return log.flatMap((line) => (line.record === undefined ? [] : [line.record]));
}

/** Records that the file destination wrote; none if the file does not exist (yet). */
export function recordsInFile(directory: string, name: string): RecordInJson[] {
  const file = join(directory, name);
  if (!existsSync(file)) return [];
  // The last line may be half-written while Conduit runs.
  const complete = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return complete.map((line): RecordInJson => JSON.parse(line));
}

/** A part of a sample between two marker comments. */
export interface Region {
  readonly name: string;
  /** Lines of the region without marker lines and without common indent. */
  readonly text: string;
  /** First line of the region's text in its file, counted from 1. */
  readonly line: number;
}

/** Opening or closing marker: `// #region read`, `# #endregion read`, `-- #region x`. */
const marker = /^\s*(?:\/\/|#|--)\s*#(?<kind>region|endregion)\s+(?<name>[a-z0-9-]+)\s*$/;

/** A marker that is not spelt as above would leak into the page. */
const almostMarker = /#(?:end)?region\b/;

/**
 * Finds the regions of a sample. Regions may nest and overlap.
 *
 * @param source text of the sample file
 * @returns regions by name, in the order in which they begin
 * @throws RegionError with the line of a marker that is wrong
 */
export function findRegions(source: string): Map<string, Region> {
  const lines = source.split("\n");
  const open = new Map<string, number>();
  const closed = new Map<string, Region>();
  for (const [index, line] of lines.entries()) {
    const { kind, name } = marker.exec(line)?.groups ?? {};
    if (!kind || !name) {
      if (almostMarker.test(line)) throw new RegionError(index + 1, `cannot read the marker "${line.trim()}"`);
    } else if (kind === "region") {
      if (open.has(name) || closed.has(name)) throw new RegionError(index + 1, `region "${name}" begins twice`);
      open.set(name, index + 1);
    } else {
      const first = open.get(name);
      if (first === undefined) throw new RegionError(index + 1, `region "${name}" ends without a beginning`);
      open.delete(name);
      closed.set(name, { name, line: first + 1, text: dedent(withoutMarkers(lines.slice(first, index))) });
    }
  }
  for (const [name, line] of open) throw new RegionError(line, `region "${name}" does not end`);
  for (const region of closed.values()) {
    if (region.text.trim() === "") throw new RegionError(region.line, `region "${region.name}" is empty`);
  }
  return closed;
}

/** Text of a whole sample file as a page shows it: without marker lines. */
export function wholeFile(source: string): string {
  return withoutMarkers(source.split("\n")).join("\n").trimEnd();
}

/** A marker that is wrong, with its line counted from 1. */
export class RegionError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

function withoutMarkers(lines: readonly string[]): string[] {
  return lines.filter((line) => !marker.test(line));
}

function dedent(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[\t ]*/.exec(line)?.[0].length ?? 0);
  const common = Math.min(...indents);
  return lines
    .map((line) => line.slice(common))
    .join("\n")
    .replace(/^\n+|\s+$/g, "");
}

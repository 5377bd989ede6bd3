// The one place that says how a recorded output differs from what Conduit printed.
//
// Recordings are shown on pages and compared byte by byte, so whatever changes from run to run gets a placeholder in
// angle brackets, and what helps no reader is cut to an ellipsis. Nothing else is touched.

/** Longer log lines and errors continue on the next line, indented. */
const width = 100;
const indent = "    ";

const rules: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Colours of the terminal.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for.
  [/\u001b\[[0-9;]*m/g, ""],
  // The time at the start of a log line.
  [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})/gm, "<time>"],
  // Times in the metadata of records.
  [/("opencdc\.(?:createdAt|readAt)":\s*)"\d+"/g, '$1"<nanoseconds>"'],
  // Stack traces inside Conduit.
  [/ stack=(?:\[.*\]|null)/g, " stack=…"],
  // Waiting times carry a random share.
  [/ duration=[\d.]+/g, " duration=<milliseconds>"],
  // The sqlite sample gives each database a random name, and puts it into its positions.
  [/(\\?"system\\?":\s*\\?")[0-9a-f]+/g, "$1<database>"],
  [/("position": "[A-Za-z0-9+/]{24})[A-Za-z0-9+/]{24,}=*"/g, '$1…"'],
  // Who owns the binary, in go-plugin's explanation of a failed start.
  [/(Owner|Group): \d+ \[[^\]]*\] \(current: \d+ \[[^\]]*\]\)/g, "$1: <name>"],
];

/** Replaces what changes from run to run. `directory` is where the run took place; it becomes a dot. */
export function normalise(output: string, directory: string): string {
  const withoutPaths = output.replaceAll(directory, ".");
  const replaced = rules.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), withoutPaths);
  return replaced.split("\n").map(wrapLogLine).join("\n").trimEnd();
}

function wrapLogLine(line: string): string {
  if (!/^(?:<time>|error) /.test(line)) return line.trimEnd();
  const lines: string[] = [];
  let rest = line.trimEnd();
  while (rest.length > width) {
    const end = breakAt(rest);
    lines.push(rest.slice(0, end).trimEnd());
    rest = indent + rest.slice(end).trimStart();
  }
  return [...lines, rest].join("\n");
}

/** Before a field, else after a space, else after a comma; a longer word stays whole. */
function breakAt(line: string): number {
  for (const boundary of [/ (?=[a-z_]+=)/g, / /g, /,/g]) {
    const ends = [...line.matchAll(boundary)].map((match) => match.index + 1);
    const end = ends.findLast((index) => index <= width + 1 && index > width / 2);
    if (end !== undefined) return end;
  }
  const next = /[ ,](?=.)/.exec(line.slice(width));
  return next === null ? line.length : width + next.index + 1;
}

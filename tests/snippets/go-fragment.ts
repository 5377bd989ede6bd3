import { runTool } from "../tools.ts";

/** Ways to complete a fragment to a Go file: a file, declarations, statements. */
const frames = [
  (code: string) => code,
  (code: string) => `package p\n\n${code}\n`,
  (code: string) => `package p\n\nfunc _() {\n${code}\n}\n`,
];

/**
 * Parses a Go fragment as a file, as declarations, or as statements.
 *
 * @returns undefined when it parses, else gofmt's complaint about the closest reading
 */
export function checkGoFragment(code: string): string | undefined {
  const results = frames.map((frame) => runTool("gofmt", ["-e"], { input: frame(code) }));
  return results.some(({ ok }) => ok) ? undefined : results[1]?.output;
}

import { runTool } from "../tools.ts";

/** Ways to complete a fragment to a Go file: a file, declarations, statements, cases of a switch, fields. */
const frames = [
  (code: string) => code,
  (code: string) => `package p\n\n${code}\n`,
  (code: string) => `package p\n\nfunc _() {\n${code}\n}\n`,
  (code: string) => `package p\n\nfunc _() {\nswitch {\n${code}\n}\n}\n`,
  (code: string) => `package p\n\ntype _ struct {\n${code}\n}\n`,
];

/**
 * Parses a Go fragment as a file, declarations, statements, cases of a switch or fields of a struct.
 *
 * @returns undefined when it parses, else gofmt's complaint about the closest reading
 */
export function checkGoFragment(code: string): string | undefined {
  const results = frames.map((frame) => runTool("gofmt", ["-e"], { input: frame(code) }));
  return results.some(({ ok }) => ok) ? undefined : results[1]?.output;
}

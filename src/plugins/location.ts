import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ContentError } from "../content-model/problem.ts";

/** The parts of a Sätteri visitor context that tell where a node stands. */
export interface Located {
  readonly fileURL: URL | undefined;
  readonly source: string;
}

/** Absolute path of the page that is rendered. */
export function pagePath({ fileURL }: Located): string {
  if (!fileURL) throw new Error("the Markdown processor was given no file");
  return fileURLToPath(fileURL);
}

/**
 * Makes the error for a problem met while rendering. The processor is given
 * pages without their front matter, so its lines are counted from there.
 *
 * @param node node of the page; its position counts from 1
 */
export function problemAt(
  context: Located,
  node: { readonly position?: { readonly start: { readonly line: number } } | undefined },
  error: unknown,
): ContentError {
  const file = pagePath(context);
  const whole = readFileSync(file, "utf8");
  const before = whole.slice(0, Math.max(0, whole.indexOf(context.source)));
  const line = before.split("\n").length - 1 + (node.position?.start.line ?? 1);
  return new ContentError([{ file, line, message: error instanceof Error ? error.message : String(error) }]);
}

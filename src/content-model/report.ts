import { relative } from "node:path";
import type { Problem } from "./problem.ts";

/** Problems as lines, each once, in file order; for GitHub's workflows as annotations of the lines that they name. */
export function reportLines(problems: readonly Problem[], root: string, { annotate = false } = {}): string[] {
  const sorted = problems.toSorted((a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line);
  const lines = sorted.map(({ file, line, message }) => {
    const [path, text] = [relative(root, file), message.trim().replaceAll(/\s*\n\s*/g, " ")];
    return annotate ? `::error file=${inProperty(path)},line=${line}::${inData(text)}` : `${path}:${line}: ${text}`;
  });
  return [...new Set(lines)];
}

/** What GitHub reads back from the text of an annotation. */
function inData(text: string): string {
  return text.replaceAll("%", "%25");
}

/** What GitHub reads back from its properties. */
function inProperty(text: string): string {
  return inData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

import { relative } from "node:path";

/** One thing that is wrong in the content, and where. */
export interface Problem {
  /** Absolute path of the file to open. */
  readonly file: string;
  /** Line in that file, counted from 1. */
  readonly line: number;
  /** What is wrong and what to do, in one sentence or two. */
  readonly message: string;
}

/** Thrown by code that meets a problem and cannot go on. */
export class ContentError extends Error {
  readonly problems: readonly Problem[];

  /** @param root folder that the paths in the message are relative to */
  constructor(problems: readonly Problem[], root: string = process.cwd()) {
    super(formatProblems(problems, root));
    this.name = "ContentError";
    this.problems = problems;
  }
}

/** Formats problems as `file:line: message`, one a line, in file order. */
export function formatProblems(problems: readonly Problem[], root: string = process.cwd()): string {
  return problems
    .toSorted((a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line)
    .map(({ file, line, message }) => `${relative(root, file)}:${line}: ${message}`)
    .join("\n");
}

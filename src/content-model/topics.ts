import { existsSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import type { Guideline } from "./guideline.ts";
import type { Problem } from "./problem.ts";

/** Topics that have to be answered: those that this many authors or reviewers raised. */
export const pointsThatNeedAnAnswer = 2;

/** Topics and how many points they have, in the order of the file. */
export function readTopics(content: string): ReadonlyMap<string, number> {
  const file = `${content}topics.yaml`;
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(load(readFileSync(file, "utf8")) as Record<string, number>));
}

/** Finds topics that guidelines name and nobody raised. */
export function checkTopics(guidelines: readonly Guideline[], content: string): Problem[] {
  const topics = readTopics(content);
  return guidelines.flatMap(({ page, topics: named }) =>
    named
      .filter((topic) => !topics.has(topic))
      .map((topic) => ({
        file: page.file,
        line: page.source.slice(0, page.source.indexOf(topic)).split("\n").length,
        message: `front matter: topics: ${topic} is not in content/topics.yaml`,
      })),
  );
}

import { existsSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { valuesAsWritten } from "./as-written.ts";
import { isGuideline } from "./guideline.ts";
import { nearOnes } from "./near.ts";
import type { Page } from "./page.ts";
import type { Problem } from "./problem.ts";

/** Topics that have to be answered: those that this many authors or reviewers raised. */
export const pointsThatNeedAnAnswer = 2;

/** Topics and how many points they have, in the order of the file. */
export function readTopics(content: string): ReadonlyMap<string, number> {
  const file = `${content}topics.yaml`;
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(load(readFileSync(file, "utf8")) as Record<string, number>));
}

/** Finds topics that guidelines name and nobody raised, also in a guideline that has other mistakes. */
export function checkTopics(pages: readonly Page[], content: string): Problem[] {
  const known = readTopics(content);
  return pages.filter(isGuideline).flatMap((page) => {
    const { topics } = valuesAsWritten(page);
    return (Array.isArray(topics) ? topics : [])
      .filter((topic) => typeof topic === "string" && !known.has(topic))
      .map((topic: string) => ({
        file: page.file,
        line: page.source.slice(0, page.source.indexOf(topic)).split("\n").length,
        message: `front matter: topics: ${topic} is not in content/topics.yaml${nearOnes(topic, known.keys())}`,
      }));
  });
}

import { existsSync, readFileSync } from "node:fs";
import { z } from "astro/zod";
import { load } from "js-yaml";
import type { Guideline } from "./guideline.ts";
import { anchorsOfPage } from "./links.ts";
import type { Page } from "./page.ts";
import type { Problem } from "./problem.ts";
import { pointsThatNeedAnAnswer, readTopics } from "./topics.ts";

/** Sentence of the page that this site grew from, and where its content is now. */
const statement = z.strictObject({
  says: z.string().min(10),
  /** IDs of guidelines, or sections of guides as `guides/snapshot#large-tables`. */
  answeredBy: z.array(z.string()).min(1),
});

export type Statement = z.infer<typeof statement>;

export const originalPageFile = "original-page.yaml";

/** The statements of the original page, in its order. */
export function readOriginalPage(content: string): Statement[] {
  const file = `${content}${originalPageFile}`;
  return existsSync(file) ? z.array(statement).parse(load(readFileSync(file, "utf8"))) : [];
}

/** Finds statements whose answer does not exist. */
export function checkOriginalPage(
  content: string,
  pages: readonly Page[],
  guidelines: readonly Guideline[],
): Problem[] {
  const file = `${content}${originalPageFile}`;
  const source = existsSync(file) ? readFileSync(file, "utf8") : "";
  return readOriginalPage(content).flatMap(({ answeredBy }) =>
    answeredBy
      .filter((answer) => {
        if (guidelines.some(({ id }) => id === answer)) return false;
        const [slug, anchor] = answer.split("#", 2);
        const page = pages.find((candidate) => candidate.slug === slug);
        return !page || (anchor !== undefined && !anchorsOfPage(page).includes(anchor));
      })
      .map((answer) => ({
        file,
        line: source.slice(0, source.indexOf(answer)).split("\n").length,
        message: `${answer} is neither a guideline nor a section of a guide, written as guides/snapshot#large-tables`,
      })),
  );
}

/** A topic of authors and reviewers, and the guidelines that answer it. */
export interface AnsweredTopic {
  readonly topic: string;
  readonly points: number;
  readonly ids: readonly string[];
}

/** Every topic with its answers, in the order of the topics' file. */
export function answeredTopics(content: string, guidelines: readonly Guideline[]): AnsweredTopic[] {
  return [...readTopics(content)].map(([topic, points]) => ({
    topic,
    points,
    ids: guidelines.filter(({ topics, status }) => topics.includes(topic) && status !== "retired").map(({ id }) => id),
  }));
}

/** Topics that enough people raised and no guideline answers. */
export function unansweredTopics(content: string, guidelines: readonly Guideline[]): AnsweredTopic[] {
  return answeredTopics(content, guidelines).filter(
    ({ points, ids }) => points >= pointsThatNeedAnAnswer && ids.length === 0,
  );
}

import type { GuidelineData } from "../content-model/guideline.ts";

/**
 * What the filter of the index looks for words in: each word once, and none that
 * is part of another, for the page lists every guideline.
 */
export function searchableWords({
  id,
  title,
  summary,
  symptoms,
  keywords,
}: Pick<GuidelineData, "id" | "title" | "summary" | "symptoms" | "keywords">): string {
  const text = [id, title, summary, ...symptoms, ...keywords].join(" ").toLowerCase();
  const words = [...new Set(text.split(/[^\p{L}\p{N}_.:%'/-]+/u).map((word) => word.replace(/^['.:-]+|['.:-]+$/g, "")))];
  const telling = words.filter((word) => word.length > 2 || word === id.toLowerCase());
  return telling.filter((word) => !telling.some((other) => other !== word && other.includes(word))).join(" ");
}

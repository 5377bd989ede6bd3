import { emptyWords } from "../components/frame/relaxed-search.ts";
import type { GuidelineData } from "../content-model/guideline.ts";

/**
 * What the filter of the index looks for words in, besides ID and title, which
 * stand on the row: each word once, and none that is part of another or carries
 * nothing, for the page lists every guideline.
 */
export function searchableWords({
  id,
  title,
  summary,
  symptoms,
  keywords,
}: Pick<GuidelineData, "id" | "title" | "summary" | "symptoms" | "keywords">): string {
  const shown = `${id} ${title}`.toLowerCase();
  const text = [summary, ...symptoms, ...keywords].join(" ").toLowerCase();
  const words = [
    ...new Set(text.split(/[^\p{L}\p{N}_.:%'/-]+/u).map((word) => word.replace(/^['.:-]+|['.:-]+$/g, ""))),
  ];
  const telling = words.filter((word) => word.length > 2 && !shown.includes(word) && !emptyWords.has(word));
  return telling.filter((word) => !telling.some((other) => other !== word && other.includes(word))).join(" ");
}

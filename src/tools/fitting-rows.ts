import { wordsOf } from "../components/frame/relaxed-search.ts";

/** Rows that are offered at most. */
const mostRows = 12;

/** A row is offered when it has this share of what the words tell, and not much less than the best row. */
const leastShare = 0.2;
const leastOfBest = 0.5;

/**
 * Rows that fit what somebody typed or pasted, the best first: rare words count
 * more, and a word need not be on any row.
 *
 * @param texts what stands on each row
 * @returns indexes of rows
 */
export function fittingRows(query: string, texts: readonly string[]): number[] {
  const rows = texts.map((text) => new Set(stemsOf(text)));
  const words = [...new Set(wordsOf(query).flatMap(stemsOf))];
  const worth = new Map(
    words.map((word) => {
      const having = rows.filter((row) => row.has(word)).length;
      return [word, Math.log(1 + rows.length / (having + 1))];
    }),
  );
  const total = [...worth.values()].reduce((sum, value) => sum + value, 0);
  const shares = rows.map((row) => words.reduce((sum, word) => sum + (row.has(word) ? (worth.get(word) ?? 0) : 0), 0));
  const best = Math.max(0, ...shares);
  return shares
    .map((share, index) => ({ share, index }))
    .filter(({ share }) => share > 0 && share >= total * leastShare && share >= best * leastOfBest)
    .toSorted((a, b) => b.share - a.share)
    .slice(0, mostRows)
    .map(({ index }) => index);
}

/** Words without the endings that change from sentence to sentence: stopped, stopping and stops are one. */
function stemsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*/gu) ?? [];
  return words.map((word) => word.replace(word.length > 4 ? /(?:ing|ed|es|s|e)$/ : /s$/, "").replace(/(.)\1$/, "$1"));
}

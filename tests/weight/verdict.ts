import type { FirstLoad, Part } from "./first-load.ts";
import type { SearchLoad } from "./search.ts";

/** How a weight is told: kB of 1,000 bytes. */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/**
 * Says what is over budget on a page: its weight, the asset that is to blame, and all parts.
 *
 * @param budget kB that the page may weigh
 * @param scripts kB that its scripts may weigh
 * @returns one line for each budget that is not kept
 */
export function overBudget(load: FirstLoad, budget: number, scripts: number): string[] {
  const name = `/${load.address}`;
  return [
    ...over(name, "", load.total, budget, load.parts),
    ...over(name, " of JavaScript before the reader does anything", load.scriptTotal, scripts, load.scripts),
  ];
}

/** The same for what is fetched when somebody searches. */
export function searchOverBudget({ query, parts, total }: SearchLoad, budget: number): string[] {
  return over(`a search for "${query}"`, " until the first result", total, budget, parts);
}

/** How many of the pages over budget are told with all their parts. */
const toldInFull = 3;

/** Text of a failure: the heaviest pages with all their parts, the others by name. */
export function report(over: readonly string[]): string {
  const short = over.slice(toldInFull).map((line) => line.replace(/ All parts: .*/, ""));
  return `\n${[...over.slice(0, toldInFull), ...short].join("\n")}`;
}

function over(name: string, of: string, bytes: number, budget: number, parts: readonly Part[]): string[] {
  if (bytes <= budget * 1000) return [];
  const all = parts.map((part) => `${part.path} ${kilobytes(part.bytes)}`).join(", ");
  return [
    `${name}: ${kilobytes(bytes)}${of}, at most ${budget} kB; heaviest is ${parts[0]?.path ?? "nothing"}. All parts: ${all}`,
  ];
}

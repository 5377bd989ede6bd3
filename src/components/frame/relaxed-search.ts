// Pagefind wants every word of a query on the page, so that one foreign word
// empties the result. Here each word is searched for by itself, and what was
// found is added up: a page need not have them all.

/** What Pagefind's own script offers, as far as it is used here: https://pagefind.app/docs/api/ */
export interface Pagefind {
  options(options: object): Promise<void>;
  init(): Promise<void>;
  search(
    words: string | null,
    options?: { filters?: Readonly<Record<string, string>> },
  ): Promise<{ results: PagefindResult[] }>;
}

export interface PagefindResult {
  readonly id: string;
  /** How well the page fits the word; rare words give more. */
  readonly score: number;
  /** Where the word stands on the page, counted in words. */
  readonly words: readonly number[];
  data(): Promise<PagefindPage>;
}

export interface PagefindPage {
  readonly url: string;
  readonly meta: { readonly title?: string; readonly id?: string; readonly summary?: string };
  readonly sub_results: readonly { readonly title: string; readonly url: string; readonly excerpt: string }[];
}

/** A page that has at least one of the words. */
export interface Match {
  readonly id: string;
  /** What each word found on it, the rarest word first. */
  readonly byWord: readonly PagefindResult[];
  readonly hasAllWords: boolean;
}

/** Words that carry nothing in a question. */
export const emptyWords: ReadonlySet<string> = new Set(
  `a about after again all also am an and any are aren't as at be because been before being both but by can can't cannot
  could did didn't do does doesn't doing don't each either else few for from get gets getting got had has hasn't have
  haven't having he her here him his how i if in into is isn't it its just let like made make makes me might more most
  much must my no nor not of off on once one only onto or other otherwise our out over own please per same several shall
  she should so some someone something such than that the their them then there these they thing things this those
  through to too under until up upon us use used uses using very via want was wasn't way we were what when where whether
  which while who whom whose why will with within without won't would yet you your`.split(/\s+/),
);

/** Words that so many pages of this site have that they tell little; tests/site/search.spec.ts holds the list to the index. */
export const commonWords: ReadonlySet<string> = new Set(
  `back batch breaks call cdc change changes check code conduit config configuration connection connector connectors
  copy data database default destination diff empty end ends error errors every everything exceptions fails field
  file first follows go guide history holds iterator keeps key last level line log main missing name names needs
  never new next nil nothing number open page parameter pipeline position postgres published read readme
  real record records related restart returns review row rows run runs say says sdk second see set since skip snapshot
  source start stop system table tables takes test time two type user users value values work write writes
  written wrong`.split(/\s+/),
);

/** More than that many words of a pasted text tell no more. */
const mostWords = 12;

/**
 * The words of a query that are worth searching for, the ones that are probably
 * rare first: identifiers, then long words, then words that every page has.
 */
export function wordsOf(query: string): string[] {
  const written = query.split(/\s+/).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
  const words = [...new Map(written.filter(Boolean).map((word) => [word.toLowerCase(), word])).values()];
  const telling = words.filter((word) => !emptyWords.has(word.toLowerCase().replace("’", "'")));
  return (telling.length > 0 ? telling : words).toSorted((a, b) => rarity(b) - rarity(a)).slice(0, mostWords);
}

/** A guess before the index is asked: it decides which parts of the index are loaded first. */
function rarity(word: string): number {
  if (commonWords.has(word.toLowerCase())) return 0;
  const isIdentifier = /[._-]|\p{Ll}\p{Lu}|\p{Lu}{2}/u.test(word);
  return word.length + (isIdentifier ? 100 : 0);
}

/** How much a page counts by what it is: one statement, the story, or a list of everything. */
const weights = { guideline: 1.1, guide: 1, other: 0.7 };

/** A page that has a word often says little more than one that has it: damps what one word can give. */
const damping = 0.8;

/** Words that stand so close together speak of one thing: a page with all of them there counts twice. */
const near = 10;

/** Kinds of pages, by Pagefind's ID. */
export interface Kinds {
  readonly guidelines: ReadonlySet<string>;
  readonly guides: ReadonlySet<string>;
  /** Number of pages in the index. */
  readonly total: number;
}

/** Asks the index which pages are guidelines and which are guides. */
export async function loadKinds(pagefind: Pagefind): Promise<Kinds> {
  const idsOf = async (options: { filters?: Record<string, string> }) =>
    new Set((await pagefind.search(null, options)).results.map(({ id }) => id));
  const [guidelines, guides, all] = await Promise.all([
    idsOf({ filters: { kind: "guideline" } }),
    idsOf({ filters: { kind: "guide" } }),
    idsOf({}),
  ]);
  return { guidelines, guides, total: all.size };
}

/**
 * Ranks pages by what the single words found.
 *
 * @param found results of each word
 * @returns every page that has a word, the best first
 */
export function rank(found: readonly (readonly PagefindResult[])[], kinds: Kinds): Match[] {
  const known = found
    .filter((results) => results.length > 0)
    .map((results) => ({ results, rare: Math.log(1 + kinds.total / results.length) }))
    .toSorted((a, b) => b.rare - a.rare);
  const possible = known.reduce((sum, { rare }) => sum + rare, 0);
  const pages = new Map<string, { score: number; places: Place[]; byWord: PagefindResult[] }>();
  for (const [word, { results, rare }] of known.entries()) {
    for (const result of results) {
      const page = pages.get(result.id) ?? { score: 0, places: [], byWord: [] };
      page.score += Math.max(result.score, 0) ** damping;
      page.places.push(...result.words.map((at) => ({ at, word, rare })));
      page.byWord.push(result);
      pages.set(result.id, page);
    }
  }
  const weigh = (id: string) =>
    kinds.guidelines.has(id) ? weights.guideline : kinds.guides.has(id) ? weights.guide : weights.other;
  return [...pages]
    .map(([id, { score, places, byWord }]) => ({
      match: { id, byWord, hasAllWords: byWord.length === found.length },
      score: score * weigh(id) * (found.length > 1 ? 1 + (mostTogether(places) / possible) ** 2 : 1),
    }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ match }) => match);
}

/** One of the words on a page. */
interface Place {
  readonly at: number;
  readonly word: number;
  /** What the word tells; rare words tell more. */
  readonly rare: number;
}

/** The most that different words tell which stand near each other. */
function mostTogether(places: readonly Place[]): number {
  const inOrder = places.toSorted((a, b) => a.at - b.at);
  const inWindow = new Map<number, number>();
  let [first, together, most] = [0, 0, 0];
  for (const { at, word, rare } of inOrder) {
    const times = inWindow.get(word) ?? 0;
    inWindow.set(word, times + 1);
    if (times === 0) together += rare;
    for (let left = inOrder[first]; left && left.at < at - near; left = inOrder[first]) {
      first += 1;
      const others = (inWindow.get(left.word) ?? 1) - 1;
      inWindow.set(left.word, others);
      if (others === 0) together -= left.rare;
    }
    most = Math.max(most, together);
  }
  return most;
}

/**
 * Number of words that are searched for before the first result is shown. Each
 * loads a part of the index, or two where it stands at the end of one.
 */
export function wordsAtFirst(words: readonly string[]): number {
  return words.length > 4 ? 2 : 1;
}

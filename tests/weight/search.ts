import type { Browser } from "playwright";
import type { StaticServer } from "../static-server.ts";
import { budgets } from "./budgets.ts";
import { heaviestFirst, type Part, sum } from "./first-load.ts";
import { Visitor } from "./visitor.ts";

/** What somebody who searches fetches until the first result can be seen. */
export interface SearchLoad {
  readonly query: string;
  readonly parts: readonly Part[];
  readonly total: number;
  /** Files of the search that the page had fetched before the reader reached for it. */
  readonly early: readonly string[];
}

/** Milliseconds from key to key of somebody who types fast. */
const typing = 90;

/** A word that many pages have, an ID, what people type, and what they paste. */
const typedQueries = [
  "position",
  "SNAP-RESUME",
  "restart snapshot from where it stopped",
  "rows missing after restart",
];
const pastedQueries = [
  "replication slot",
  "pipeline does not stop",
  "ON CONFLICT DO UPDATE command cannot affect row a second time",
  "If a destination is able to write to several tables, how should a record be routed?",
];

/** Searches for each of the queries, every time in a browser that has seen nothing. */
export async function measureSearches(browser: Browser, server: StaticServer): Promise<SearchLoad[]> {
  const loads: SearchLoad[] = [];
  for (const query of typedQueries) loads.push(await measureSearch(browser, server, query));
  for (const query of pastedQueries) loads.push(await measureSearch(browser, server, query, "pasted"));
  return loads;
}

/** kB that a search may fetch: a query of more than four words looks into more parts of the index. */
export function searchBudget(query: string): number {
  return query.split(" ").length > 4 ? budgets.longSearch : budgets.search;
}

/**
 * Reaches for search on the home page by keyboard, types, and weighs everything
 * that is fetched until the first result is there.
 */
export async function measureSearch(
  browser: Browser,
  server: StaticServer,
  query: string,
  how: "typed" | "pasted" = "typed",
): Promise<SearchLoad> {
  await using visitor = await Visitor.start(browser, server);
  const { page, fetched } = visitor;
  await visitor.visit("");
  const before = [...fetched];
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog");
  await dialog.locator("input:focus").waitFor();
  // The page itself notes what has come when the first result appears: this test may look later.
  const seen = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector("dialog a")) return;
          observer.disconnect();
          resolve(performance.getEntriesByType("resource").map(({ name }) => name));
        });
        observer.observe(document, { childList: true, subtree: true });
      }),
  );
  const typed = how === "typed" ? page.keyboard.type(query, { delay: typing }) : dialog.locator("input").fill(query);
  const until = new Set((await seen).map((url) => server.pathOf(url)));
  await typed;
  const parts = [...until]
    .filter((path) => !before.includes(path))
    .map((path) => ({ path, bytes: server.transferred(path)?.length ?? 0 }));
  return {
    query,
    parts: heaviestFirst(parts),
    total: sum(parts),
    early: before.filter((path) => path.startsWith("pagefind/")),
  };
}

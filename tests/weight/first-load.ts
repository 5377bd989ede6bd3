import type { Browser } from "playwright";
import type { StaticServer } from "../static-server.ts";
import { inlineBytes, readDocument } from "./document.ts";
import { Visitor } from "./visitor.ts";

/** Something that a page makes a browser fetch. */
export interface Part {
  /** Path of the file below the site's root. */
  readonly path: string;
  readonly bytes: number;
}

/** What the first visit of a page transfers before the reader does anything. */
export interface FirstLoad {
  readonly address: string;
  /** The page itself and every file that it fetched, heaviest first. */
  readonly parts: readonly Part[];
  readonly total: number;
  /** Scripts alone, heaviest first; those in the page are one part. */
  readonly scripts: readonly Part[];
  readonly scriptTotal: number;
}

/** How many pages are open at once: most of a visit is waiting until a page is quiet. */
const openAtOnce = 4;

/**
 * Opens pages in a browser that has seen none of them, and weighs what each one fetches.
 *
 * @param addresses paths of the pages below the server's root
 */
export async function measureFirstLoads(
  browser: Browser,
  server: StaticServer,
  addresses: readonly string[],
): Promise<FirstLoad[]> {
  const waiting = addresses.entries();
  const loads: FirstLoad[] = [];
  const visitAll = async () => {
    await using visitor = await Visitor.start(browser, server);
    for (const [index, address] of waiting) loads[index] = await measure(visitor, server, address);
  };
  await Promise.all(Array.from({ length: openAtOnce }, visitAll));
  return loads;
}

async function measure(visitor: Visitor, server: StaticServer, address: string): Promise<FirstLoad> {
  await visitor.visit(address);
  const path = server.pathOf(server.url + address);
  const { scripts: inlineScripts, icons } = readDocument(server.content(path)?.toString() ?? "");
  const fetched = new Set([
    ...visitor.fetched,
    ...icons.map((icon) => server.pathOf(new URL(icon, server.url + address).href)),
  ]);
  const parts = [...fetched].map((file) => ({ path: file, bytes: server.transferred(file)?.length ?? 0 }));
  const inline = { path: `${path} (scripts in the page)`, bytes: inlineBytes(inlineScripts) };
  const scripts = [...parts.filter((part) => part.path.endsWith(".js")), inline].filter(({ bytes }) => bytes > 0);
  return {
    address,
    parts: heaviestFirst(parts),
    total: sum(parts),
    scripts: heaviestFirst(scripts),
    scriptTotal: sum(scripts),
  };
}

/** Sorts parts by their weight. */
export function heaviestFirst(parts: readonly Part[]): Part[] {
  return parts.toSorted((a, b) => b.bytes - a.bytes);
}

/** Bytes of all parts. */
export function sum(parts: readonly Part[]): number {
  return parts.reduce((bytes, part) => bytes + part.bytes, 0);
}

import { existsSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { anchorsOfPage } from "./links.ts";
import type { Page } from "./page.ts";
import type { Problem } from "./problem.ts";

/** Where an address that was published once leads now; both below the site's base. */
export interface Redirect {
  /** `/g/old-id/`, or `/guides/snapshot/#old-section`. */
  readonly from: string;
  readonly to: string;
}

/** File of the redirects, below the content folder. */
export const redirectsFile = "redirects.yaml";

/** Reads the redirects; none when the file is not there. */
export function readRedirects(content: string): Redirect[] {
  const file = `${content}${redirectsFile}`;
  if (!existsSync(file)) return [];
  const entries = (load(readFileSync(file, "utf8")) ?? {}) as Record<string, string>;
  return Object.entries(entries).map(([from, to]) => ({ from, to }));
}

/**
 * Finds redirects that lead nowhere or hide a page. A section's redirect stays
 * on its page: a server never sees the part after `#`.
 */
export function checkRedirects(pages: readonly Page[], content: string): Problem[] {
  const file = `${content}${redirectsFile}`;
  const bySlug = new Map(pages.map((page) => [`/${page.slug === "" ? "" : `${page.slug}/`}`, page]));
  const source = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return readRedirects(content).flatMap(({ from, to }) => {
    const line = source.findIndex((text) => text.startsWith(from) || text.startsWith(`"${from}`)) + 1;
    const problem = (message: string) => [{ file, line, message }];
    const [fromPath = "", fromAnchor] = from.split("#", 2);
    const [toPath = "", toAnchor] = to.split("#", 2);
    const target = bySlug.get(toPath);
    if (!target) return problem(`${from} leads to ${to}: there is no such page; write it as /guides/snapshot/`);
    if (toAnchor !== undefined && !anchorsOfPage(target).includes(toAnchor)) {
      return problem(`${from} leads to ${to}: that page has no such section`);
    }
    if (fromAnchor === undefined) {
      return bySlug.has(fromPath) ? problem(`${from} is a page: a redirect would hide it`) : [];
    }
    if (fromPath !== toPath || toAnchor === undefined) {
      return problem(`${from}: a section leads to a section of the same page: ${fromPath}#…`);
    }
    return anchorsOfPage(target).includes(fromAnchor) ? problem(`${from} is a section: a redirect would hide it`) : [];
  });
}

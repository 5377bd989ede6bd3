import { existsSync, readFileSync } from "node:fs";
import type { Catalogue } from "./catalogue.ts";
import { guidelinesOfGuide } from "./catalogue.ts";
import { guidelineSlug } from "./guideline.ts";
import { anchorsOfPage } from "./links.ts";
import type { Redirect } from "./redirects.ts";

/** File of the ledger, below the content folder. */
export const ledgerFile = "ledger.txt";

const header = `# Every address, section and ID that was ever published. Lines are added by npm run ledger
# and never removed: what is gone needs an entry in redirects.yaml.
`;

/** Lines of the ledger; none when there is no file yet. */
export function readLedger(content: string): string[] {
  const file = `${content}${ledgerFile}`;
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Text of the ledger's file. */
export function ledgerText(lines: readonly string[]): string {
  return `${header}${[...new Set(lines)].toSorted().join("\n")}\n`;
}

/**
 * What the site publishes now, as lines of the ledger: `/g/snap-resume/`,
 * `/g/snap-resume/#why`, and `SNAP-RESUME 2026-11-22` with the day on which the
 * ID was first used.
 */
export function publishedLines(catalogue: Catalogue): string[] {
  const addresses = catalogue.pages
    .filter(({ slug }) => slug !== "404")
    .flatMap((page) => {
      const address = page.slug === "" ? "/" : `/${page.slug}/`;
      const listed = guidelinesOfGuide(page.slug, catalogue).length > 0 ? ["guidelines"] : [];
      return [address, ...[...anchorsOfPage(page), ...listed].map((anchor) => `${address}#${anchor}`)];
    });
  const ids = catalogue.guidelines.map(({ id, history }) => `${id} ${history.at(-1)?.date ?? "unknown"}`);
  return [...addresses, ...ids];
}

/**
 * Compares the ledger with what is published now.
 *
 * @returns one sentence for each promise that is broken, with what to do
 */
export function brokenPromises(
  ledger: readonly string[],
  published: readonly string[],
  redirects: readonly Redirect[],
): string[] {
  const now = new Set(published);
  const led = new Map(redirects.map(({ from, to }) => [from, to]));
  const dayOf = new Map(published.filter(isId).map((line) => line.split(" ", 2) as [string, string]));
  const recorded = new Set(ledger);
  const gone = ledger.flatMap((line) => {
    if (now.has(line)) return [];
    if (isId(line)) {
      const [id = "", day] = line.split(" ", 2);
      const today = dayOf.get(id);
      if (today) return [`${id} was first used on ${day}; a guideline that begins on ${today} needs an ID of its own`];
      if (led.has(`/${guidelineSlug(id)}/`)) return [];
      return [`${id} is gone: keep its page with status: retired, or rename it with npm run rename`];
    }
    if (led.has(line)) return [];
    const [address = "", anchor] = line.split("#", 2);
    const target = led.get(address);
    if (target && (anchor === undefined || now.has(`${target}#${anchor}`) || led.has(`${target}#${anchor}`))) return [];
    return [`${line} was published and is gone: write in content/redirects.yaml where it leads now`];
  });
  const unused = redirects
    .filter(({ from }) => !recorded.has(from))
    .map(({ from }) => `${from} was never published: remove its redirect`);
  const recordedIds = new Set(ledger.filter(isId).map((line) => line.split(" ")[0]));
  const added = published.filter((line) => !recorded.has(line) && !(isId(line) && recordedIds.has(line.split(" ")[0])));
  const missing =
    added.length > 0 ? [`not in the ledger yet: run npm run ledger and commit it: ${added.join(", ")}`] : [];
  return [...gone, ...unused, ...missing];
}

function isId(line: string): boolean {
  return !line.startsWith("/");
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright/test";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 AA with all that it builds on, and axe's own good practice. No rule is switched off. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds wrong with the page as it stands.
 *
 * @returns one line for each element: rule, element, what to do
 */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  const { violations: found } = (await page.evaluate(
    (values) =>
      // biome-ignore lint/suspicious/noExplicitAny: axe is a global of the page here
      (globalThis as any).axe.run(document, {
        runOnly: { type: "tag", values },
        resultTypes: ["violations"],
        selectors: false,
      }),
    tags,
  )) as AxeResults;
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}: ${failureSummary?.replaceAll(/\s+/g, " ")}`),
  );
}

import { areas } from "../content-model/areas.ts";
import { isGuide } from "../content-model/check.ts";
import { guidelineSlug } from "../content-model/guideline.ts";
import { descriptionOf, type Page, titleOf } from "../content-model/page.ts";
import { type PublishedSite, pathTo } from "./site.ts";

const markdownAddress = (site: PublishedSite, slug: string) => pathTo(site, `${slug}/index.md`);

/** Guides in their order. */
export function guidesOf(site: PublishedSite): Page[] {
  const order = (page: Page) => Number(/^ {2}order: (\d+)$/m.exec(page.frontMatter ?? "")?.[1] ?? 0);
  return site.catalogue.pages.filter(isGuide).toSorted((a, b) => order(a) - order(b));
}

/** `llms.txt`: what is here, for language models (https://llmstxt.org). */
export function llmsTxt(site: PublishedSite): string {
  const guides = guidesOf(site).map(
    (page) => `- [${titleOf(page)}](${markdownAddress(site, page.slug)}): ${descriptionOf(page)}`,
  );
  const guidelines = areas.flatMap((area) => {
    const inArea = site.catalogue.guidelines.filter((guideline) => guideline.area === area);
    if (inArea.length === 0) return [];
    const lines = inArea.map(
      ({ id, title, level }) => `- [${id}](${markdownAddress(site, guidelineSlug(id))}): ${title} (${level})`,
    );
    return ["", `## Guidelines: ${area.title}`, "", ...lines];
  });
  return [
    `# ${site.title}`,
    "",
    `> ${site.description}`,
    "",
    `All guidelines with their reasons as JSON: ${pathTo(site, "guidelines.json")}`,
    `All text in one file: ${pathTo(site, "llms-full.txt")}`,
    "",
    "## Guides",
    "",
    ...guides,
    ...guidelines,
    "",
  ].join("\n");
}

/**
 * `llms-full.txt`: every guide and every guideline, one after the other.
 *
 * @param markdownOf makes the text of a page
 */
export function llmsFullTxt(site: PublishedSite, markdownOf: (page: Page) => string): string {
  return [...guidesOf(site), ...site.catalogue.guidelines.map(({ page }) => page)].map(markdownOf).join("\n---\n\n");
}

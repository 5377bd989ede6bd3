import type { Page } from "../content-model/page.ts";
import { readRedirects } from "../content-model/redirects.ts";
import { feed } from "./feed.ts";
import { guidelinesJson, guidelinesSchema } from "./guidelines-json.ts";
import { llmsFullTxt, llmsTxt } from "./llms.ts";
import { pageMarkdown } from "./markdown.ts";
import { redirectPage } from "./redirect-page.ts";
import { robotsTxt } from "./robots.ts";
import { addressOf, type PublishedSite } from "./site.ts";

/**
 * Every file that the site serves besides its pages and their assets.
 *
 * @param base path that the site is served under, "/" at both ends
 * @returns functions that make the text, by path below the base
 */
export function machineFiles(site: PublishedSite, base: string): Map<string, () => string> {
  const made = new Map<Page, string>();
  const markdownOf = (page: Page) => {
    const text = made.get(page) ?? pageMarkdown(page, site);
    made.set(page, text);
    return text;
  };
  const files = new Map<string, () => string>([
    ["guidelines.json", () => guidelinesJson(site)],
    ["guidelines.schema.json", () => guidelinesSchema(site)],
    ["llms.txt", () => llmsTxt(site)],
    ["llms-full.txt", () => llmsFullTxt(site, markdownOf)],
    ["feed.xml", () => feed(site)],
    ["robots.txt", () => robotsTxt(site)],
  ]);
  for (const page of site.catalogue.pages) {
    if (page.slug === "404") continue;
    files.set(page.slug === "" ? "index.md" : `${page.slug}/index.md`, () => markdownOf(page));
  }
  for (const { from, to } of readRedirects(site.content)) {
    if (from.includes("#")) continue; // an alias on its own page: see the plugin anchor-aliases
    const target = to.slice(1);
    files.set(`${from.slice(1)}index.html`, () => redirectPage(`${base}${target}`, addressOf(site, target)));
  }
  return files;
}

import { isGuide, sectionOf } from "../../src/content-model/check.ts";
import { isGuideline } from "../../src/content-model/guideline.ts";
import type { Page } from "../../src/content-model/page.ts";
import type { PageKind } from "./budgets.ts";

/** Pages that list every guideline. */
const lists: readonly string[] = ["guidelines", "checklist", "symptoms"];

/** Kind of a page: which budget it has to keep. */
export function kindOf(page: Pick<Page, "slug" | "fences">): PageKind {
  if (page.slug === "") return "home";
  if (page.fences.some(({ language }) => language === "mermaid")) return "diagrams";
  if (isGuideline(page)) return "guideline";
  if (isGuide(page)) return "guide";
  if (sectionOf(page) === "code") return "code";
  return lists.includes(page.slug) ? "list" : "other";
}

/** Path of a page below the site's root, as browsers ask for it. */
export function addressOfPage({ slug }: Pick<Page, "slug">): string {
  if (slug === "404") return "404.html";
  return slug === "" ? "" : `${slug}/`;
}

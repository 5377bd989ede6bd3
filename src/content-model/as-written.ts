import { load } from "js-yaml";
import type { Page } from "./page.ts";

/** Front matter as an author wrote it, whatever else is wrong with it; nothing when it is not YAML. */
export function valuesAsWritten({ frontMatter }: Pick<Page, "frontMatter">): Readonly<Record<string, unknown>> {
  try {
    const values = load(frontMatter ?? "");
    return typeof values === "object" && values !== null ? (values as Record<string, unknown>) : {};
  } catch {
    return {}; // reported where front matter is checked
  }
}

import { idPattern } from "./areas.ts";
import type { Page } from "./page.ts";
import type { Problem } from "./problem.ts";

/** Finds IDs in running text that no guideline has: the link would lead nowhere. */
export function checkIds(pages: readonly Page[], known: ReadonlySet<string>): Problem[] {
  return pages.flatMap(({ file, words }) =>
    words.flatMap(({ line, text }) =>
      [...text.matchAll(idPattern)]
        .filter(([id]) => !known.has(id))
        .map(([id]) => ({ file, line, message: `there is no guideline ${id}${nearest(id, known)}` })),
    ),
  );
}

function nearest(id: string, known: ReadonlySet<string>): string {
  const area = `${id.split("-")[0]}-`;
  const same = [...known].filter((other) => other.startsWith(area));
  return same.length > 0 ? `; that area has ${same.join(", ")}` : "";
}

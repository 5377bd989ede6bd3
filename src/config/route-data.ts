import { defineRouteMiddleware, type StarlightRouteData } from "@astrojs/starlight/route-data";

type Entry = StarlightRouteData["sidebar"][number];

/**
 * What a page shows besides its text: the groups of the sidebar that matter
 * here, a preview that names the guideline, and the address of its Markdown.
 */
export const onRequest = defineRouteMiddleware((context) => {
  const route = context.locals.starlightRoute;
  route.sidebar = route.sidebar.map(withoutOtherAreas);
  // A guideline's label in the sidebar is its ID; at the foot of a page there is room for its statement.
  for (const link of [route.pagination.prev, route.pagination.next]) {
    const statement = link?.attrs["title"];
    if (link && typeof statement === "string") link.label = statement;
  }
  const { id, title } = route.entry.data;
  if (id && title) {
    for (const { tag, attrs } of route.head) {
      if (tag === "meta" && attrs?.["property"] === "og:title") attrs["content"] = `${id}: ${title}`;
    }
  }
});

/** Of the areas of guidelines, only that of the current page is listed: a hundred links help nobody. */
function withoutOtherAreas(entry: Entry): Entry {
  if (entry.type !== "group" || entry.label !== "Guidelines") return entry;
  const shown = entry.entries.filter((child) => child.type === "link" || hasCurrent(child));
  return { ...entry, entries: shown.map((child) => (child.type === "group" ? { ...child, collapsed: false } : child)) };
}

function hasCurrent(entry: Entry): boolean {
  return entry.type === "link" ? entry.isCurrent : entry.entries.some(hasCurrent);
}

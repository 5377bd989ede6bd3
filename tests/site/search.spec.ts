// Search finds the right page for what readers type, by keyboard alone.
import { expect, type Page, test } from "playwright/test";

/** What somebody types → the guide that has to be the first result. */
const queries: Record<string, string> = {
  template: "template",
  "conduit connectors new": "template",
  "setup.sh": "template",
  "dependabot auto-merge": "template",
  goreleaser: "template",
  "connection string": "research",
  cgo: "research",
  "expired password": "research",
  "competing consumers": "research",
  "file destination": "test-pipeline",
  "builtin:log": "test-pipeline",
  "generator source": "test-pipeline",
  "acceptance tests": "test-pipeline",
  "schema extraction": "middleware",
  "sdk.schema.extract.payload.enabled": "middleware",
  DefaultSourceMiddleware: "middleware",
  "rate limit": "middleware",
  "consistent snapshot": "snapshot",
  "keyset pagination": "snapshot",
  "composite key": "snapshot",
  "replication slot": "change-data-capture",
  trigger: "change-data-capture",
  "timestamp query": "change-data-capture",
  CDC: "change-data-capture",
  "combined iterator": "iterator-pattern",
  NextN: "iterator-pattern",
  "at least once": "positions-and-acknowledgements",
  "opencdc.Position": "positions-and-acknowledgements",
  "sdk.batch.size": "destinations-and-batching",
  "partial failure": "destinations-and-batching",
  upsert: "destinations-and-batching",
  delve: "debugging",
  "stream inspector": "debugging",
  "read plugin error": "debugging",
  CONDUIT_CONNECTOR_TOKEN: "debugging",
};

for (const [query, guide] of Object.entries(queries)) {
  test(`"${query}" → ${guide}`, async ({ page }) => {
    await search(page, query);
    const first = page.locator(".pagefind-ui__result-link").first();
    await expect(first).toHaveAttribute("href", new RegExp(`/guides/${guide}/`));
    // From the field over the button that clears it to the first result.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(first).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/guides/${guide}/`));
  });
}

test("search results show text, not the source of a diagram", async ({ page }) => {
  await search(page, "hand-over");
  const results = page.locator(".pagefind-ui__results");
  await expect(results).toBeVisible();
  await expect(results).not.toContainText(/participant|-->|accTitle/);
});

/** Opens the search on the home page and types, as soon as the page has made the field ready. */
async function search(page: Page, query: string): Promise<void> {
  await page.goto("");
  const field = page.getByRole("dialog", { includeHidden: true }).locator("input");
  await field.waitFor({ state: "attached" });
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.type(query);
  // Results of the first letters come and go while somebody types.
  await expect(page.locator(".pagefind-ui__message")).toContainText(query);
}

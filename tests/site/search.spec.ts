// Search finds the right page for what readers type: the first result of each
// query of guides, and the guideline among the first three.
import { expect, type Locator, type Page, test } from "playwright/test";
import { search as searchOptions } from "../../src/config/search.ts";

/** What somebody types → the guide, or a guideline of it, that has to be among the first three results. */
const guideQueries: Record<string, RegExp> = {
  template: /guides\/template/,
  "conduit connectors new": /guides\/template/,
  "setup.sh": /guides\/template/,
  "dependabot auto-merge": /guides\/template/,
  goreleaser: /guides\/template|g\/pub-|g\/res-driver/,
  "connection string": /guides\/research|g\/cfg-url/,
  cgo: /guides\/research|g\/res-driver/,
  "competing consumers": /guides\/research|g\/res-isolation/,
  "file destination": /guides\/test-pipeline/,
  "builtin:log": /guides\/test-pipeline/,
  "generator source": /(?:guides|g)\/test-pipeline/,
  "schema extraction": /guides\/middleware/,
  DefaultSourceMiddleware: /guides\/middleware|g\/mw-defaults/,
  "consistent snapshot": /guides\/snapshot|g\/snap-consistent/,
  "replication slot": /guides\/change-data-capture|g\/cdc-/,
  CDC: /guides\/change-data-capture|g\/cdc-/,
  "combined iterator": /guides\/iterator-pattern|g\/iter-/,
  "at least once": /guides\/positions-and-acknowledgements|g\/src-ack|g\/dest-upsert/,
  "opencdc.Position": /guides\/positions-and-acknowledgements|g\/pos-/,
  delve: /guides\/debugging/,
  "stream inspector": /guides\/debugging/,
  CONDUIT_CONNECTOR_TOKEN: /guides\/debugging/,
};

/** What a reader or reviewer types → the guideline that has to be among the first three results. */
const guidelineQueries: Record<string, string> = {
  // IDs, with and without hyphen
  "SNAP-RESUME": "SNAP-RESUME",
  "snap resume": "SNAP-RESUME",
  snapresume: "SNAP-RESUME",
  "POS-VERSION": "POS-VERSION",
  "dest count": "DEST-COUNT",
  // words of authors and reviewers
  "restart snapshot from where it stopped": "SNAP-RESUME",
  "LIMIT OFFSET": "SNAP-PAGE-KEY",
  "keyset pagination": "SNAP-PAGE-KEY",
  "composite key snapshot": "SNAP-KEY-TYPES",
  "table without primary key": "SNAP-NO-KEY",
  "turn off snapshot": "SNAP-OPTIONAL",
  "changes during snapshot": "CDC-START-FIRST",
  "changes while pipeline was stopped": "CDC-DOWNTIME",
  "wal or triggers or polling": "CDC-MECHANISM",
  "before image": "CDC-BEFORE",
  "slot name": "CDC-TRACKING-NAMES",
  "drop replication slot on delete": "CDC-TRACKING-CLEANUP",
  "log retention expired": "CDC-RETENTION-LOST",
  "updated_at polling same timestamp": "CDC-POLL-TIES",
  "late commits": "CDC-POLL-LATE",
  "soft deletes polling": "CDC-POLL-DELETES",
  shards: "CDC-PARTITIONS",
  "same position for two records": "POS-UNIQUE",
  "position json": "POS-VERSION",
  "nil position": "POS-NIL",
  "empty position": "POS-EMPTY",
  "position of another table": "POS-FOREIGN",
  ErrBackoffRetry: "SRC-READ-WAITS",
  ReadN: "SRC-READN",
  "ack last message read": "SRC-ACK-POSITION",
  "context deadline exceeded": "SRC-DEADLINE",
  "large files chunk": "SRC-FILES",
  "return n from Write": "DEST-COUNT",
  "partial failure bulk": "DEST-COUNT",
  upsert: "DEST-UPSERT",
  idempotent: "DEST-UPSERT",
  "ON CONFLICT DO UPDATE command cannot affect row a second time": "DEST-SAME-KEY",
  "order of records in a batch": "DEST-ORDER",
  "nil key": "DEST-NIL-KEY",
  "raw data": "DEST-RAW",
  "opencdc.collection": "REC-COLLECTION",
  "sdk.batch.delay": "DEST-BATCH-BOTH",
  "missing required field": "CDC-BEFORE",
  "composite primary key record key": "REC-KEY",
  createdAt: "REC-CREATED-AT",
  decimal: "SCHEMA-EXACT",
  "NULL column": "SCHEMA-NULL",
  "connector.yaml out of date": "CFG-GENERATED",
  "camelCase parameter": "CFG-NAMES",
  "default value of parameter": "CFG-DEFAULTS",
  "rename parameter": "CFG-RENAME",
  "validate all errors": "CFG-VALIDATE-ALL",
  "password in error": "CFG-SECRETS",
  "Teardown without Open": "LIFE-TEARDOWN",
  "Teardown waits for acks": "LIFE-TEARDOWN-ACKS",
  "LifecycleOnCreated twice": "LIFE-EVENTS",
  "rows.Close": "LIFE-CLOSE",
  "pipeline does not stop": "LIFE-STOP",
  goleak: "CONC-LEAK",
  "data race": "CONC-SHARED",
  "panic in goroutine": "ERR-NO-PANIC",
  "retry with backoff": "ERR-RETRY",
  "token expired": "ERR-AUTH",
  "fmt.Println": "LOG-SDK",
  "Unrecognized remote plugin message": "LOG-SDK",
  "log level": "LOG-LEVELS",
  "sql injection": "SQL-VALUES",
  "acceptance tests": "TEST-ACCEPTANCE",
  "known limitations readme": "PUB-LIMITS",
  "pure go driver": "RES-DRIVER",
  // typos
  "snapshoting resume": "SNAP-RESUME",
  "idempotant upsert": "DEST-UPSERT",
};

/** Addresses of the first three results of each query, asked the way the site's search field asks. */
async function firstThree(page: Page, queries: readonly string[]): Promise<Map<string, string[]>> {
  await page.goto("about/");
  const found = await page.evaluate(
    async ([texts, options]) => {
      const address = new URL("../pagefind/pagefind.js", location.href).href;
      const pagefind = await import(address);
      await pagefind.options(options);
      const urls: string[][] = [];
      for (const text of texts) {
        const { results } = await pagefind.search(text);
        const first: { data(): Promise<{ url: string }> }[] = results.slice(0, 3);
        urls.push((await Promise.all(first.map((result) => result.data()))).map(({ url }) => url));
      }
      return urls;
    },
    [queries, searchOptions] as const,
  );
  return new Map(queries.map((query, index) => [query, found[index] ?? []]));
}

test("finds the guide for what readers type", async ({ page }) => {
  const found = await firstThree(page, Object.keys(guideQueries));
  for (const [query, guide] of Object.entries(guideQueries)) {
    const urls = found.get(query) ?? [];
    expect
      .soft(
        urls.some((url) => guide.test(url)),
        `"${query}" → ${guide.source}, found ${urls.join(" ")}`,
      )
      .toBe(true);
  }
});

test("there are queries enough to speak of a search", () => {
  expect(Object.keys(guidelineQueries).length).toBeGreaterThanOrEqual(60);
});

test("finds the guideline for what readers and reviewers type, among the first three", async ({ page }) => {
  const found = await firstThree(page, Object.keys(guidelineQueries));
  for (const [query, id] of Object.entries(guidelineQueries)) {
    expect.soft(found.get(query), `"${query}" → ${id}`).toContain(`/g/${id.toLowerCase()}/`);
  }
});

test("by keyboard alone from the field to the result", async ({ page }) => {
  const dialog = await search(page, "SNAP-RESUME");
  const first = dialog.getByRole("link").first();
  await expect(first).toHaveAttribute("href", /\/g\/snap-resume\//);
  await page.keyboard.press("ArrowDown");
  await expect(first).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(dialog.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/g\/snap-resume\//);
});

test("search results show text, not the source of a diagram", async ({ page }) => {
  const dialog = await search(page, "hand-over");
  await expect(dialog.getByRole("link").first()).toBeVisible();
  await expect(dialog).not.toContainText(/participant|-->|accTitle/);
});

test("says how much was found, and what to do when nothing was", async ({ page }) => {
  const dialog = await search(page, "snapshot");
  await expect(dialog.getByRole("status")).toHaveText(/^\d+ pages, the best 8:$/);
  await dialog.getByRole("searchbox").fill("zzzzzz");
  await expect(dialog.getByRole("status")).toContainText("Nothing found for “zzzzzz”");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("nothing of the search is loaded before somebody reaches for it", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto("", { waitUntil: "networkidle" });
  expect(loaded.filter((url) => /pagefind|search-dialog/.test(url))).toEqual([]);
  await page.keyboard.press("/");
  await expect(page.getByRole("dialog").getByRole("searchbox")).toBeFocused();
  await expect.poll(() => loaded.some((url) => /pagefind\.js/.test(url))).toBe(true);
});

test("an index that cannot be loaded is said, and asked for again", async ({ page }) => {
  await page.route("**/pagefind/**", (route) => route.abort());
  const dialog = await search(page, "snapshot");
  await expect(dialog.getByRole("status")).toContainText("could not be loaded");
  await page.unroute("**/pagefind/**");
  await dialog.getByRole("searchbox").fill("snapshot resume");
  await expect(dialog.getByRole("link").first()).toBeVisible();
});

/** Opens the search on the home page and types. */
async function search(page: Page, query: string): Promise<Locator> {
  await page.goto("");
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Search" });
  await expect(dialog.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type(query);
  await expect(dialog.getByRole("status")).not.toBeEmpty();
  return dialog;
}

// The index, the checklist and the worksheet, from the first click to what is pasted elsewhere.
import { expect, type Page, test } from "playwright/test";
import { contentDir } from "../../src/config/paths.ts";
import { readCatalogue } from "../../src/content-model/catalogue.ts";
import { heldBy } from "../../src/content-model/guideline.ts";
import { applies } from "../../src/tools/checklist.ts";

const guidelines = readCatalogue(contentDir).guidelines.filter(({ status }) => status !== "retired");
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const rows = (page: Page) => page.locator("table.guidelines tbody tr").filter({ visible: true });

declare global {
  interface Window {
    shifted: number;
  }
}

test.describe("the index", () => {
  test("narrows as somebody types and chooses, and keeps it in the address", async ({ page }) => {
    await page.goto("guidelines/");
    await expect(rows(page)).toHaveCount(guidelines.length);
    await page.getByLabel("Area").selectOption("snapshot");
    const snapshot = guidelines.filter(({ area }) => area.folder === "snapshot");
    await expect(rows(page)).toHaveCount(snapshot.length);
    await page.getByLabel("Words").fill("offset");
    await expect(rows(page)).not.toHaveCount(snapshot.length);
    await expect(rows(page).filter({ hasText: "SNAP-PAGE-KEY" })).toHaveCount(1);
    await expect(page).toHaveURL(/\?q=offset&area=snapshot$/);
    await expect(page.getByRole("status").first()).toContainText(`of ${guidelines.length} guidelines`);
  });

  for (const [query, expected] of [
    ["level=must", ({ level }) => level === "must"],
    ["side=destination", ({ appliesTo }) => appliesTo.includes("destination")],
    ["kind=polling", ({ appliesTo }) => appliesTo.includes("polling")],
    ["held=proof", (guideline) => heldBy(guideline) === "proof"],
    ["held=benchmark", (guideline) => heldBy(guideline) === "benchmark"],
    ["held=review&side=source", ({ proof, appliesTo }) => "review" in proof && appliesTo.includes("source")],
  ] as [string, (guideline: (typeof guidelines)[number]) => boolean][]) {
    test(`opens filtered from a link with ?${query}`, async ({ page }) => {
      const matching = guidelines.filter(expected);
      expect(matching.length).toBeGreaterThan(0);
      expect(matching.length).toBeLessThan(guidelines.length);
      await page.goto(`guidelines/?${query}`);
      await expect(rows(page)).toHaveCount(matching.length);
    });
  }

  test("moves nothing while a link with filters opens", async ({ page }) => {
    await page.addInitScript(() => {
      window.shifted = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifted += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    // The rows are painted before the script that hides some of them has come.
    await page.route("**/*.js", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue();
    });
    await page.goto("guidelines/?level=must", { waitUntil: "networkidle" });
    await expect(rows(page).first()).toBeVisible();
    expect(await page.evaluate(() => window.shifted)).toBe(0);
  });

  test("shows all again, by keyboard", async ({ page }) => {
    await page.goto("guidelines/?level=must");
    await page.getByRole("button", { name: "Show all" }).focus();
    await page.keyboard.press("Enter");
    await expect(rows(page)).toHaveCount(guidelines.length);
    await expect(page).toHaveURL(/\/guidelines\/$/);
  });

  test("leads to a guideline", async ({ page }) => {
    await page.goto("guidelines/?q=SNAP-RESUME");
    await rows(page).first().getByRole("link").click();
    await expect(page).toHaveURL(/\/g\/snap-resume\/$/);
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("shows every guideline, and no filter that cannot work", async ({ page }) => {
      await page.goto("guidelines/?level=must");
      await expect(rows(page)).toHaveCount(guidelines.length);
      await expect(page.getByRole("button", { name: "Show all" })).toBeHidden();
    });
  });
});

test.describe("the checklist", () => {
  const items = (page: Page) => page.locator("[data-id]").filter({ visible: true });
  const preview = (page: Page) => page.getByLabel("Task list");

  test("goes from what the connector is to Markdown in the pull request, and survives a reload", async ({
    page,
    context,
    baseURL,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("checklist/");
    for (const kind of ["source", "snapshot", "change log"]) await page.getByLabel(kind, { exact: true }).uncheck();
    await expect(items(page)).toHaveCount(0);
    await expect(page.getByText("Say what the connector is:")).toBeVisible();
    await page.getByLabel("destination", { exact: true }).check();
    const expected = guidelines.filter((guideline) => applies(guideline, ["destination"]));
    await expect(items(page)).toHaveCount(expected.length);

    const [first, second] = expected;
    if (!first || !second) throw new Error("no guidelines for destinations");
    await page.locator(`[data-id=${first.id}]`).getByLabel(first.title).check();
    await page.getByLabel(`${second.id} is exempt`).check();
    await page.getByLabel(`Why ${second.id} does not bind here`).fill("<b>legacy</b> & [more](https://example.org)");
    await expect(page.getByText(`2 of ${expected.length} done`, { exact: true })).toBeVisible();

    await page.reload();
    await expect(page.getByText(`2 of ${expected.length} done`, { exact: true })).toBeVisible();
    await expect(page.getByLabel(`Why ${second.id} does not bind here`)).toHaveValue(/legacy/);

    await page.getByRole("button", { name: "Copy as task list" }).click();
    await expect.poll(() => clipboard(page)).toContain("## Connector review: destination");
    const list = await clipboard(page);
    expect(list).toContain(
      `- [x] [${first.id}](${baseURL}g/${first.id.toLowerCase()}/) (${first.level}) ${first.title}`,
    );
    expect(list).toContain(
      `~~${second.title}~~ Exempt: \\<b\\>legacy\\</b\\> \\& \\[more\\]\\(<https://example.org>\\)`,
    );
    expect(list.match(/^- \[[ x]\]/gm)).toHaveLength(expected.length);

    await page.getByRole("button", { name: "Copy as pull-request template" }).click();
    await expect.poll(() => clipboard(page)).toContain("pull_request_template.md");
    expect(await clipboard(page)).not.toContain("[x]");
  });

  test("can be shared by its address", async ({ page, browser }) => {
    await page.goto("checklist/?kinds=source,queue&done=POS-CONTENT");
    await expect(page.locator("[data-id=POS-CONTENT]").getByRole("checkbox").first()).toBeChecked();
    const address = page.url();
    const other = await browser.newPage();
    await other.goto(address);
    await expect(other.getByLabel("queue", { exact: true })).toBeChecked();
    await expect(other.locator("[data-id=POS-CONTENT]").getByRole("checkbox").first()).toBeChecked();
    await other.close();
  });

  test("is remembered for the next visit", async ({ page }) => {
    await page.goto("checklist/?kinds=destination&done=DEST-COUNT");
    await expect(preview(page)).toHaveValue(/- \[x\] \[DEST-COUNT\]/);
    await page.goto("checklist/");
    await expect(preview(page)).toHaveValue(/- \[x\] \[DEST-COUNT\]/);
    await page.getByRole("button", { name: "Start again" }).click();
    await expect(preview(page)).not.toHaveValue(/\[x\]/);
  });

  test("works by keyboard alone", async ({ page }) => {
    await page.goto("checklist/?kinds=source");
    const box = page.locator("[data-id=POS-CONTENT]").getByRole("checkbox").first();
    await box.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.type("why");
    await expect(preview(page)).toHaveValue(/\[POS-CONTENT\].*Exempt: why/);
  });

  test("fits a phone", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("checklist/?kinds=source,destination,snapshot");
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0]).toBe(widths[1]);
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("lists every guideline with its link", async ({ page }) => {
      await page.goto("checklist/");
      await expect(items(page)).toHaveCount(guidelines.length);
      await expect(page.getByRole("button", { name: /Copy/ }).filter({ visible: true })).toHaveCount(0);
    });
  });
});

test.describe("the worksheet", () => {
  test("becomes a document, keeps answers over a reload, and escapes what is typed", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") foreign.push(request.url());
    });
    await page.goto("worksheet/");
    await page.getByLabel("System and version").fill("Acme <b>DB</b> 3");
    await page.getByLabel("Key of an item").fill("id\n\n## not a heading");
    await page.reload();
    await expect(page.getByLabel("System and version")).toHaveValue("Acme <b>DB</b> 3");
    await page.getByRole("button", { name: "Copy as Markdown" }).click();
    await expect.poll(() => clipboard(page)).toContain("# Research: Acme \\<b\\>DB\\</b\\> 3");
    const text = await clipboard(page);
    expect(text).toContain("> id\n>\n> \\#\\# not a heading");
    expect(text).not.toContain("- [ ] Key of an item");
    expect(text).toMatch(/## 7\.|- \[ \] Needs that are not met/);
    expect(foreign).toEqual([]);
  });

  test("can be saved as a file, and cleared", async ({ page }) => {
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto("worksheet/");
    await page.getByLabel("System and version").fill("Acme");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as file" }).click();
    expect((await download).suggestedFilename()).toBe("system.md");
    await page.getByRole("button", { name: "Clear" }).click();
    await expect(page.getByLabel("System and version")).toHaveValue("");
    await expect(page.locator(".document")).toContainText("Research: the system");
  });

  test("leads from each question to its section of the guide", async ({ page }) => {
    await page.goto("worksheet/");
    const links = await page
      .getByRole("link", { name: "Why it matters" })
      .evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
    expect(links.length).toBe(7);
    await page.goto("guides/research/");
    for (const link of links) await expect(page.locator(`[id="${link.split("#")[1]}"]`)).toHaveCount(1);
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("shows the document to fill in elsewhere", async ({ page }) => {
      await page.goto("worksheet/");
      await expect(page.locator(".document")).toContainText("**Key of an item**");
    });
  });
});

test("somebody who is stuck gets from a symptom to its guideline", async ({ page }) => {
  await page.goto("");
  await page
    .getByRole("link", { name: /symptom/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/symptoms\/$/);
  await page.getByRole("link", { name: "SNAP-RESUME" }).first().click();
  await expect(page).toHaveURL(/\/g\/snap-resume\/$/);
});

test("an error text that is pasted into the symptoms page leads to its guideline, by keyboard and from the address", async ({
  page,
}) => {
  await page.goto("symptoms/");
  const finder = page.locator("symptom-finder");
  await finder.getByRole("searchbox").fill("sqlite: UNIQUE constraint failed: orders.id (1555)");
  await expect(finder.getByRole("status")).toHaveText(/^\d+ symptoms? fits?:$/);
  await expect(finder.getByRole("link").first()).toHaveAttribute("href", /\/g\/dest-upsert\/$/);
  await expect(page).toHaveURL(/\/symptoms\/\?q=sqlite/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(finder.getByRole("link").first()).toBeFocused();

  await page.reload();
  await expect(finder.getByRole("searchbox")).toHaveValue(/^sqlite: UNIQUE/);
  await expect(finder.getByRole("link").first()).toHaveAttribute("href", /\/g\/dest-upsert\/$/);

  await finder.getByRole("searchbox").fill("zzzz");
  await expect(finder.getByRole("status")).toContainText("No symptom has these words");
  await finder.getByRole("button", { name: "Clear" }).click();
  await expect(finder.getByRole("link")).toHaveCount(0);
  await expect(page).toHaveURL(/\/symptoms\/$/);
});

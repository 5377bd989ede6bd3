// What a reviewer does with a guideline: find it, copy its link or a comment, follow that link for ever.
import { expect, type Page, test } from "playwright/test";
import { contentDir } from "../../src/config/paths.ts";
import { readCatalogue } from "../../src/content-model/catalogue.ts";

const guideline = readCatalogue(contentDir).byId.get("SNAP-RESUME");
if (!guideline) throw new Error("these tests speak about SNAP-RESUME, which is gone: name another guideline");
const path = "g/snap-resume/";
const comment = (address: string) =>
  `[**SNAP-RESUME**](${address}) (must): **${guideline.title}.** ${guideline.summary}`;
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test.describe("copying", () => {
  test.beforeEach(async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(path);
  });

  test("gives the link, and says so", async ({ page, baseURL }) => {
    const button = page.locator("copy-button", { hasText: "Copy link" });
    await button.getByRole("button").click();
    await expect(button.getByRole("status")).toHaveText("Copied");
    expect(await clipboard(page)).toBe(`${baseURL}${path}`);
  });

  test("gives the review comment: ID, level, title, reason and link", async ({ page, baseURL }) => {
    await page.getByRole("button", { name: "Copy as review comment" }).click();
    await expect.poll(() => clipboard(page)).toBe(comment(`${baseURL}${path}`));
  });

  for (const section of ["why", "do", "dont", "exceptions", "check", "seen", "related", "history"]) {
    test(`gives the comment that links to #${section}`, async ({ page, baseURL }) => {
      const heading = page.locator(".heading", { has: page.locator(`#${section}`) });
      await heading.getByRole("button", { name: /Copy comment that links to/ }).click();
      await expect.poll(() => clipboard(page)).toBe(comment(`${baseURL}${path}#${section}`));
    });
  }

  test("works by keyboard alone", async ({ page, baseURL }) => {
    const button = page.getByRole("button", { name: "Copy as review comment" });
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      if (await button.evaluate((element) => element === document.activeElement)) break;
    }
    await expect(button).toBeFocused();
    await page.keyboard.press("Enter");
    await expect.poll(() => clipboard(page)).toBe(comment(`${baseURL}${path}`));
  });
});

test("a browser that refuses to copy is told to select the text", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
  });
  await page.goto(path);
  const button = page.locator("copy-button", { hasText: "Copy link" });
  await button.getByRole("button").click();
  await expect(button.getByRole("status")).toContainText("select the text");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the comment can be selected, and no dead button is shown", async ({ page, baseURL }) => {
    await page.goto(path);
    await expect(page.getByRole("button", { name: /Copy/ }).filter({ visible: true })).toHaveCount(0);
    await page.getByText("Review comment", { exact: true }).click();
    await expect(page.locator("[data-review-comment]")).toBeVisible();
    await expect(page.locator("[data-review-comment]")).toHaveText(comment(`${baseURL}${path}`));
  });
});

test("the page says level, what it applies to, since when, and how it is held", async ({ page }) => {
  await page.goto(path);
  const labels = page.locator("dl.guideline-labels");
  for (const [name, value] of [
    ["Level", guideline.level],
    ["Applies to", guideline.appliesTo.join(", ").replace("-", " ")],
    ["Since", `SDK ${guideline.since}`],
    ["Held by", /proof|benchmark|review/],
  ] as const) {
    await expect(labels.locator("div", { hasText: name }).locator("dd")).toHaveText(value);
  }
});

test("a shared link unfolds with ID, statement and reason", async ({ page, baseURL }) => {
  await page.goto(path);
  const meta = (property: string) => page.locator(`meta[property="${property}"]`);
  await expect(meta("og:title")).toHaveAttribute("content", `SNAP-RESUME: ${guideline.title}`);
  await expect(meta("og:description")).toHaveAttribute("content", guideline.summary);
  await expect(meta("og:url")).toHaveAttribute("content", `${baseURL}${path}`);
  await expect(page.locator('link[rel="alternate"][type="application/atom+xml"]')).toHaveAttribute(
    "href",
    /feed\.xml$/,
  );
});

test("machines get Markdown, JSON, its schema, a feed and llms.txt", async ({ request, baseURL }) => {
  const text = async (file: string) => {
    const response = await request.get(file);
    expect(response.ok(), file).toBe(true);
    return response.text();
  };
  expect(await text(`${path}index.md`)).toContain(`# ${guideline.title}`);
  const published = JSON.parse(await text("guidelines.json")) as {
    $schema: string;
    guidelines: { id: string; url: string }[];
  };
  expect(published.guidelines.find(({ id }) => id === "SNAP-RESUME")?.url).toBe(`${baseURL}${path}`);
  expect((await request.get(published.$schema)).ok()).toBe(true);
  for (const file of ["feed.xml", "llms.txt", "llms-full.txt"]) expect(await text(file)).toContain("SNAP-RESUME");
});

test("an address that has moved leads on, with its fragment", async ({ page }) => {
  await page.goto("g/#somewhere");
  await expect(page).toHaveURL(/\/guidelines\/#somewhere$/);
});

test("a bare ID in a text is a link with the title as its hint", async ({ page }) => {
  await page.goto("guides/snapshot/");
  const link = page.locator(".prose a", { hasText: /^SNAP-RESUME$/ }).first();
  await link.click();
  await expect(page).toHaveURL(/\/g\/snap-resume\/$/);
});

test("the first use of a term leads to the glossary", async ({ page }) => {
  await page.goto(path);
  const term = page.locator("a.term").first();
  await expect(term).toHaveAttribute("title", /\w+ \w+.*\./);
  await term.click();
  await expect(page).toHaveURL(/\/glossary\/#/);
});

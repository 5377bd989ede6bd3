// What readers do works under the content security policy, what is foreign does
// not run, and nothing is kept of a reader but what this file lists.
import { type BrowserContext, expect, type Page, test } from "playwright/test";
import { complaintsOf } from "./complaints.ts";

/** Everything that the site may keep in a browser, and what for; content/about.mdx says so. */
const kept = {
  "starlight-theme": "the theme that the reader chose",
  "review-checklist": "the state of the checklist, for the next visit",
  "research-worksheet": "the answers of the worksheet, so that a reload loses nothing",
};

test.beforeEach(async ({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

test("search, tools, copy buttons, theme and redirects work under the policy", async ({ page, context, baseURL }) => {
  const complaints = await complaintsOf(page, baseURL ?? "");
  await useEverything(page);
  expect(complaints).toEqual([]);
  expect(await stored(page, context)).toEqual({
    cookies: [],
    databases: [],
    caches: [],
    workers: 0,
    local: Object.keys(kept).toSorted(),
    session: [],
  });
});

for (const [what, foreign, complaint] of [
  ["an inline script", "<script>window.foreign = true</script>", /policy: script-src-elem refuses inline/],
  [
    "an event handler",
    '<img src="../favicon.svg" onload="window.foreign = true">',
    /policy: script-src-attr refuses inline/,
  ],
  ["a script of another host", '<script src="https://elsewhere.example/a.js"></script>', /refuses https:\/\/elsewhere/],
  ["a style sheet", "<style>body { display: none }</style>", /policy: style-src-elem refuses inline/],
  ["a picture of another host", '<img src="https://elsewhere.example/a.png" alt="">', /policy: img-src refuses https/],
  ["another base", '<base href="https://elsewhere.example/">', /policy: base-uri refuses https/],
] as const) {
  test(`${what} that somebody smuggled into a page is refused, and noticed`, async ({ page, baseURL }) => {
    const complaints = await complaintsOf(page, baseURL ?? "");
    await smuggle(page, `${baseURL}about/`, foreign);
    await page.goto("about/");
    await expect.poll(() => complaints.join("\n")).toMatch(complaint);
    expect(await page.evaluate(() => "foreign" in window)).toBe(false);
  });
}

test("a form to another host is not sent", async ({ page, baseURL }) => {
  const complaints = await complaintsOf(page, baseURL ?? "");
  await smuggle(page, `${baseURL}about/`, '<form action="https://elsewhere.example/"><button>Send</button></form>');
  await page.goto("about/");
  await page.getByRole("button", { name: "Send" }).click({ noWaitAfter: true });
  await expect.poll(() => complaints.join("\n")).toMatch(/policy: form-action/);
  expect(complaints.join("\n")).not.toContain("foreign: ");
});

test("code that is made of text does not run", async ({ page }) => {
  await page.goto("about/");
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.foreign = true";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", '<a id="probe" href="javascript:window.foreign = true">x</a>');
    document.getElementById("probe")?.click();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return "foreign" in window;
  });
  expect(ran).toBe(false);
});

/** Puts foreign markup into a page on its way to the browser. */
async function smuggle(page: Page, address: string, foreign: string): Promise<void> {
  await page.route(address, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace("<h1", `${foreign}<h1`) });
  });
}

async function useEverything(page: Page): Promise<void> {
  await page.goto("g/");
  await expect(page).toHaveURL(/\/guidelines\/$/);
  await page.getByLabel("Words").fill("snapshot");

  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Search" });
  await dialog.getByRole("searchbox").fill("SNAP-RESUME");
  await dialog.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/g\/snap-resume\//);
  await page.getByRole("button", { name: "Copy as review comment" }).click();
  await expect(page.locator("copy-button [role=status]").filter({ hasText: "Copied" })).toHaveCount(1);
  await page.getByLabel("Select theme").first().selectOption("dark");

  await page.goto("guides/test-pipeline/");
  const code = page.locator(".code").first();
  await code.hover();
  await code.getByRole("button", { name: /copy/i }).click();

  await page.goto("checklist/");
  await page.locator("input[name=done]").first().check();
  await page.getByRole("button", { name: /copy/i }).first().click();

  await page.goto("worksheet/");
  await page.locator("textarea").first().fill("Acme");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as file" }).click();
  expect((await download).suggestedFilename()).toBe("system.md");
  await page.locator("research-worksheet").getByRole("button", { name: "Copy as Markdown" }).click();
}

/** What the browser keeps of this site. */
async function stored(page: Page, context: BrowserContext) {
  const inPage = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    local: Object.keys(localStorage).toSorted(),
    session: Object.keys(sessionStorage).toSorted(),
  }));
  return { cookies: await context.cookies(), ...inPage };
}

test("reading keeps nothing", async ({ page, context }) => {
  await page.goto("guides/snapshot/");
  await page.goto("about/");
  const nothing = { cookies: [], databases: [], caches: [], workers: 0, local: [], session: [] };
  expect(await stored(page, context)).toEqual(nothing);
});

test("an address that does not exist offers search, at any depth", async ({ page, baseURL }) => {
  const complaints = await complaintsOf(page, baseURL ?? "");
  const response = await page.goto("g/no-such-guideline/at/all/");
  expect(response?.status()).toBe(404);
  await page.getByRole("banner").getByRole("button", { name: "Search" }).click();
  const dialog = page.getByRole("dialog", { name: "Search" });
  await dialog.getByRole("searchbox").fill("SNAP-RESUME");
  await expect(dialog.getByRole("link").first()).toHaveAttribute("href", /\/g\/snap-resume\//);
  // The answer itself is the only complaint.
  expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
});

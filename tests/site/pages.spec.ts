// Every page loads without an error, a failed request, a word to another host or
// a violation of its content security policy.
import { expect, test } from "playwright/test";
import { complaintsOf } from "./complaints.ts";
import { guidePaths, paths, visits } from "./pages.ts";

test("the sitemap lists every page, and only pages", async ({ request, baseURL }) => {
  const sitemap = await (await request.get("sitemap-0.xml")).text();
  const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]?.replace(baseURL ?? "", ""));
  expect(listed.toSorted()).toEqual(paths.toSorted());
});

for (const [name, visited] of visits) {
  test(`${name}: loads cleanly`, async ({ page, baseURL }) => {
    const complaints = await complaintsOf(page, baseURL ?? "");
    for (const path of visited) {
      await page.goto(path, { waitUntil: "networkidle" });
      await expect(page.locator("h1")).toHaveCount(1);
      await expect(page).toHaveTitle(/Conduit connector best practices/);
      await expect(page.locator('meta[name="description"]')).toHaveAttribute("content", /.{40,}/);
      await expect(page.locator('meta[http-equiv="content-security-policy"]')).toHaveCount(1);
      expect(complaints, path).toEqual([]);
    }
  });
}

for (const path of guidePaths) {
  test(`/${path} opens at the section that a link names`, async ({ page }) => {
    await page.goto(path);
    const id = await page.locator(".prose h2[id]").nth(2).getAttribute("id");
    await page.goto(`${path}#${id}`);
    await page.waitForFunction(() => window.scrollY > 0);
    // Below the site's header, which stays at the top of the window.
    const header = await page.locator("header").first().boundingBox();
    const heading = await page.locator(`[id="${id}"]`).boundingBox();
    expect(heading?.y).toBeGreaterThanOrEqual((header?.height ?? 0) - 1);
    expect(heading?.y).toBeLessThan(400);
  });
}

test("an address that does not exist leads back to the guides", async ({ page }) => {
  const response = await page.goto("guides/no-such-guide/");
  expect(response?.status()).toBe(404);
  await expect(page.locator("h1")).toHaveText("This page does not exist");
  await page.getByRole("link", { name: "list of guides" }).click();
  await expect(page).toHaveURL("/");
});

test("an address that does not exist becomes a search for its words", async ({ page }) => {
  await page.goto("g/snap-resumes/old%20name/");
  const field = page.getByRole("main").getByRole("searchbox", { name: "Words" });
  await expect(field).toHaveValue("snap resumes old name");
  await field.fill("snapshot resume");
  await field.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Search" });
  await expect(dialog.getByRole("searchbox")).toHaveValue("snapshot resume");
  await expect(dialog.getByRole("link").first()).toBeVisible();
});

// The site can be read on a phone, without JavaScript, and by keyboard.
import { expect, test } from "playwright/test";
import { guidePaths, visits } from "./pages.ts";

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  for (const [name, visited] of visits) {
    test(`${name}: does not scroll sideways`, async ({ page }) => {
      for (const path of visited) {
        await page.goto(path);
        await page.evaluate(() => document.fonts.ready);
        const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
        expect(widths[0], path).toBe(widths[1]);
      }
    });
  }

  test("a link to a section shows its heading, below what stays at the top", async ({ page }) => {
    await page.goto("guides/iterator-pattern/#the-hand-over");
    await page.waitForFunction(() => window.scrollY > 0);
    const contents = await page.getByRole("navigation", { name: "On this page" }).boundingBox();
    const heading = await page.getByRole("heading", { name: "The hand-over" }).boundingBox();
    expect(heading?.y).toBeGreaterThanOrEqual((contents?.y ?? 0) + (contents?.height ?? 0));
  });

  test("the menu leads to another guide", async ({ page }) => {
    await page.goto("guides/snapshot/");
    const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Debugging" });
    await expect(link).toBeHidden();
    await page.getByRole("button", { name: "Menu" }).click();
    await link.click();
    await expect(page).toHaveURL(/\/guides\/debugging\/$/);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  for (const path of guidePaths) {
    test(`/${path} shows text, code and diagrams`, async ({ page }) => {
      await page.goto(path);
      await expect(page.locator(".prose p").first()).toBeVisible();
      for (const block of [page.locator(".code pre"), page.locator(".diagram svg")]) {
        if ((await block.count()) > 0) await expect(block.first()).toBeVisible();
      }
      expect((await page.locator(".prose").textContent())?.length).toBeGreaterThan(4000);
    });
  }

  test("the sidebar leads to another guide", async ({ page }) => {
    await page.goto("guides/snapshot/");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Middleware" }).click();
    await expect(page).toHaveURL(/\/guides\/middleware\/$/);
  });
});

test("the guides follow one another in the order of the work", async ({ page }) => {
  await page.goto("guides/template/");
  const visited: string[] = [];
  for (let step = 0; step < guidePaths.length; step += 1) {
    visited.push(new URL(page.url()).pathname.slice(1));
    await page.locator("a[rel=next]").click();
    await expect(page).not.toHaveURL(new RegExp(`/${visited.at(-1)}$`));
  }
  expect(visited.toSorted()).toEqual([...guidePaths].toSorted());
});

test("the text is in its place before the menu has come", async ({ page }) => {
  await page.goto("guides/snapshot/");
  const place = () => page.locator("main").evaluate((main) => JSON.stringify(main.getBoundingClientRect()));
  const withMenu = await place();
  // The menu stands behind the text: a slow connection brings it later.
  await page.locator("#menu").evaluate((menu) => menu.remove());
  expect(await place()).toBe(withMenu);
});

test("the theme can be chosen, and stays chosen", async ({ page }) => {
  await page.goto("guides/snapshot/");
  await page.getByLabel("Select theme").first().selectOption("dark");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.reload();
  expect(await background()).toBe(dark);
  await page.getByLabel("Select theme").first().selectOption("light");
  expect(await background()).not.toBe(dark);
});

test("a checklist can be ticked by keyboard", async ({ page }) => {
  await page.goto("guides/snapshot/");
  const box = page.getByRole("checkbox").first();
  await expect(box).toHaveAccessibleName(/\w+ \w+/);
  await box.focus();
  await page.keyboard.press("Space");
  await expect(box).toBeChecked();
});

test("code can be copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("guides/test-pipeline/");
  const block = page.locator(".code", { hasText: "generator-to-log" }).first();
  await block.hover();
  await block.getByRole("button", { name: /copy/i }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('version: "2.2"');
});

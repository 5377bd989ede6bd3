// Everybody can use every page: axe in both themes, on a desk and on a phone, with everything open that opens.
import { expect, type Page, test } from "playwright/test";
import { violations } from "./axe.ts";
import { paths, visits } from "./pages.ts";

const themes = ["light", "dark"] as const;
const desk = { width: 1366, height: 900 };
const phone = { width: 390, height: 844 };
const devices = { desk, phone };

/** What axe finds in both themes and on both devices, each line with where it was found. */
async function everywhere(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const [device, size] of Object.entries(devices)) {
    await page.setViewportSize(size);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      // A link that is scrolled half under the header passes for one that is too small.
      await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
      found.push(...(await violations(page)).map((line) => `${name}, ${colorScheme}, ${device}: ${line}`));
    }
  }
  return found;
}

test.describe("axe finds nothing", () => {
  for (const [name, visited] of visits) {
    test(name, async ({ page }) => {
      test.setTimeout(240_000);
      for (const path of visited) {
        await page.setViewportSize(desk);
        await page.goto(path);
        expect(await everywhere(page, `/${path}`)).toEqual([]);
      }
    });
  }

  /** What a reader can open or fill, and how. */
  const opened: Record<string, { path: string; open: (page: Page) => Promise<void> }> = {
    "search with results": {
      path: "",
      async open(page) {
        await page.keyboard.press("/");
        await page.getByRole("searchbox", { name: "Search words" }).fill("snapshot");
        await expect(page.getByRole("dialog").getByRole("link").first()).toBeVisible();
      },
    },
    "search without results": {
      path: "guides/snapshot/",
      async open(page) {
        await page.keyboard.press("/");
        await page.getByRole("searchbox", { name: "Search words" }).fill("zzzzzz");
        await expect(page.getByRole("dialog").getByRole("status")).toContainText("Nothing found");
      },
    },
    "filters of the index": {
      path: "guidelines/?area=snapshot&level=must",
      async open(page) {
        await expect(page.locator("[data-count]")).toContainText(" of ");
      },
    },
    "filters that leave nothing": {
      path: "guidelines/?q=zzzzzz",
      async open(page) {
        await expect(page.locator("[data-count]")).toContainText("0 of ");
      },
    },
    "checklist with an exemption": {
      path: "checklist/",
      async open(page) {
        await page.getByRole("checkbox", { name: "CDC-DOWNTIME is exempt" }).check();
        await expect(page.getByLabel("Why CDC-DOWNTIME does not bind here")).toBeVisible();
      },
    },
    "worksheet with an answer": {
      path: "worksheet/",
      async open(page) {
        await page.getByRole("textbox").first().fill("A <b>system</b>");
      },
    },
    "review comment": {
      path: "g/snap-resume/",
      async open(page) {
        await page.getByText("Review comment", { exact: true }).click();
        await page.locator("copy-button", { hasText: "Copy link" }).getByRole("button").click();
      },
    },
    "closed menu groups": {
      path: "g/snap-resume/",
      async open(page) {
        await page.evaluate(() => {
          for (const group of document.querySelectorAll("details")) group.open = !group.open;
        });
      },
    },
  };
  for (const [name, { path, open }] of Object.entries(opened)) {
    test(`with ${name}`, async ({ page }) => {
      await page.setViewportSize(desk);
      await page.goto(path);
      await open(page);
      expect(await everywhere(page, name)).toEqual([]);
    });
  }

  for (const colorScheme of themes) {
    test(`with menu and contents open on a phone, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(phone);
      await page.goto("guides/snapshot/");
      await page.getByText("On this page").click();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Menu" }).click();
      await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  }

  test("where an address does not exist", async ({ page }) => {
    await page.goto("no-such-page/");
    expect(await everywhere(page, "404")).toEqual([]);
  });
});

test("axe would find something", async ({ page }) => {
  await page.goto("g/snap-resume/");
  await page.evaluate(() => {
    const wrong = document.createElement("p");
    wrong.innerHTML = '<img src="data:,"><button></button> Pale text';
    wrong.style.color = "#ccc"; // the policy refuses a style attribute
    document.querySelector(".prose")?.append(wrong);
  });
  const found = (await violations(page)).join("\n");
  for (const rule of ["image-alt", "button-name", "color-contrast"]) expect(found).toContain(rule);
});

test.describe("by keyboard", () => {
  for (const path of ["", "g/snap-resume/", "guides/snapshot/", "guidelines/"]) {
    test(`every stop on /${path} can be seen`, async ({ page }) => {
      await page.goto(path);
      await page.locator("body").press("Tab");
      const invisible: string[] = [];
      const stops = new Set<string>();
      for (let presses = 0; presses < 60; presses += 1) {
        const stop = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return undefined;
          const { outlineStyle, outlineWidth, opacity } = getComputedStyle(element);
          const { width, height, top } = element.getBoundingClientRect();
          return {
            name: element.outerHTML.slice(0, 80),
            shown: outlineStyle !== "none" && outlineWidth !== "0px" && opacity !== "0" && width * height > 0,
            // Not behind the band at the top of the window.
            covered: top < 0 || (!element.closest(".band, .skip") && top < 50),
          };
        });
        if (!stop) break;
        stops.add(stop.name);
        if (!stop.shown || stop.covered) invisible.push(JSON.stringify(stop));
        await page.keyboard.press("Tab");
      }
      expect(invisible).toEqual([]);
      expect(stops.size).toBeGreaterThan(15);
    });
  }

  test("the first stop leads past the navigation", async ({ page }) => {
    await page.goto("guides/snapshot/");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  });

  test("diagrams, tables and code can be scrolled on a phone", async ({ page }) => {
    await page.setViewportSize(phone);
    await page.goto("guides/iterator-pattern/");
    const stuck = await page.evaluate(() =>
      [...document.querySelectorAll("main *")]
        .filter((element) => {
          const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
          return scrolls && element.scrollWidth > element.clientWidth + 1 && (element as HTMLElement).tabIndex < 0;
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(stuck).toEqual([]);
    const code = page.locator(".code pre").first();
    await code.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => code.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  });
});

test("nothing moves for readers who asked for that", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const path of ["", "g/snap-resume/", "guides/snapshot/"]) {
    await page.goto(path);
    await page.keyboard.press("/");
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe("auto");
  }
});

test("at twice the size, and at 320 pixels, nothing scrolls sideways or is cut", async ({ page }) => {
  test.setTimeout(240_000);
  for (const width of [683, 320]) {
    await page.setViewportSize({ width, height: 450 });
    for (const path of paths.filter((each) => !each.startsWith("g/") || /snap-|cdc-/.test(each))) {
      await page.goto(path);
      const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(content, `/${path} at ${width} pixels`).toBeLessThanOrEqual(room ?? 0);
    }
  }
});

test("with forced colours, what colour says is said otherwise, too", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("g/snap-resume/");
  const current = page.getByRole("navigation", { name: "Main" }).locator("[aria-current=page]");
  const [width, style] = await current.evaluate((element) => {
    const { borderInlineStartWidth, borderInlineStartStyle } = getComputedStyle(element);
    return [borderInlineStartWidth, borderInlineStartStyle];
  });
  expect([width, style]).toEqual(["2px", "solid"]);
  await expect(page.locator(".guideline-labels .level dd")).toHaveText("must");
});

test("on paper: the text with the addresses of its links, and nothing to click", async ({ page }) => {
  await page.goto("g/snap-resume/");
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".band", "#menu", ".contents", ".guideline-actions", ".sequence", ".copy-code"])
    await expect(page.locator(hidden).first()).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const link = page.locator(".prose a[href^='https://github.com']").first();
  const printed = await link.evaluate((element) => getComputedStyle(element, "::after").content);
  expect(printed).toContain(await link.getAttribute("href"));
  const cut = await page
    .locator(".code pre")
    .evaluateAll((blocks) => blocks.filter((block) => block.scrollWidth > block.clientWidth + 1).length);
  expect(cut).toBe(0);
});

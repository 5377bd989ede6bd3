// Diagrams can be seen in both themes, and their labels stay inside their boxes.
import { expect, type Page, test } from "playwright/test";
import { pathsWithDiagrams } from "./pages.ts";

/** WCAG 2.2: contrast that text of this size needs. */
const readable = 4.5;

test("guides with diagrams are found", () => {
  expect(pathsWithDiagrams.length).toBeGreaterThanOrEqual(7);
});

for (const theme of ["light", "dark"] as const) {
  test.describe(`${theme} theme`, () => {
    test.use({ colorScheme: theme });

    for (const path of pathsWithDiagrams) {
      test(`/${path}`, async ({ page }) => {
        await page.goto(path);
        await page.evaluate(() => document.fonts.ready);
        const pictures = page.locator(".diagram svg");
        expect(await pictures.count()).toBeGreaterThan(0);
        for (const picture of await pictures.all()) {
          await picture.scrollIntoViewIfNeeded();
          await expect(picture).toBeVisible();
          const box = await picture.boundingBox();
          expect(box?.width).toBeGreaterThan(100);
          expect(box?.height).toBeGreaterThan(60);
        }
        await expect(page.locator(".diagram figcaption").first()).toContainText(/\w+.*\.\s+\w+/);
        const { unreadable, overflowing, labels } = await inspectLabels(page);
        expect(labels).toBeGreaterThan(2);
        expect(unreadable).toEqual([]);
        expect(overflowing).toEqual([]);
      });
    }
  });
}

/** Looks at every label of the page's diagrams: its contrast, and whether it leaves its box. */
function inspectLabels(page: Page) {
  return page.evaluate((enough) => {
    const unreadable: string[] = [];
    const overflowing: string[] = [];
    let labels = 0;
    const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!probe) throw new Error("no canvas");
    const channels = (colour: string): number[] => {
      probe.clearRect(0, 0, 1, 1);
      probe.fillStyle = colour;
      probe.fillRect(0, 0, 1, 1);
      return [...probe.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (colour: string) => {
      const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
        const part = value / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a: string, b: string) => {
      const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
      return (light + 0.05) / (dark + 0.05);
    };
    const pageColour = getComputedStyle(document.body).backgroundColor;
    const node = document.body.appendChild(document.createElement("i"));
    node.style.backgroundColor = "var(--diagram-node)";
    const nodeColour = getComputedStyle(node).backgroundColor;
    node.remove();
    for (const text of document.querySelectorAll<SVGTextElement>(".diagram svg text")) {
      const words = text.textContent?.trim();
      if (!words) continue;
      labels += 1;
      const colour = getComputedStyle(text.querySelector("tspan") ?? text).fill;
      // Labels stand on a node or on the page: they have to be readable on both.
      for (const background of [pageColour, nodeColour]) {
        if (contrast(colour, background) < enough) unreadable.push(`${words}: ${colour} on ${background}`);
      }
      const holder = text
        .closest(".node, .actor, .note, .statediagram-state")
        ?.querySelector("rect, polygon, circle, path");
      if (!holder) continue;
      const inner = text.getBoundingClientRect();
      const outer = holder.getBoundingClientRect();
      if (inner.left < outer.left - 1 || inner.right > outer.right + 1) overflowing.push(words);
    }
    return { unreadable, overflowing, labels };
  }, readable);
}

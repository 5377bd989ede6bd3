import type { Browser } from "playwright";

/** What a load of a page on a slow phone looked like; times in milliseconds since navigation. */
export interface PhoneLoad {
  readonly firstPaint: number;
  readonly largestPaint: number;
  /** First frame in which the first diagram has its place and is visible; NaN on pages without one. */
  readonly diagram: number;
  readonly layoutShift: number;
  /** Elements that shifted, as `p.class`. */
  readonly shifted: readonly string[];
  readonly longestTask: number;
  /** Sum of what each task takes beyond 50 ms. */
  readonly blocked: number;
  /** Bytes over the wire, headers included. */
  readonly bytes: number;
}

/** The phone and its network: what `describePhone` says. */
const slowdown = 4;
const megabits = 1.6;
const latency = 150;
const viewport = { width: 412, height: 823 };

/** The conditions in words. */
export const describePhone = `CPU ${slowdown} times slower, ${megabits} Mbit/s, ${latency} ms, ${viewport.width}×${viewport.height}`;

/** A page is at rest when nothing was fetched for so long, in milliseconds. */
const rest = 1000;

/** Opens a page in a browser without a cache, as a slow phone would, and watches until it is at rest. */
export async function loadOnPhone(browser: Browser, url: string): Promise<PhoneLoad> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: (megabits * 1_000_000) / 8,
    uploadThroughput: (megabits * 1_000_000) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  let bytes = 0;
  let lastFetch = Date.now();
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    lastFetch = Date.now();
  });
  session.on("Network.requestWillBeSent", () => {
    lastFetch = Date.now();
  });
  await page.addInitScript(watch);
  await page.goto(url);
  while (Date.now() - lastFetch < rest) await page.waitForTimeout(100);
  const seen = await page.evaluate(() => window.seenByBenchmark);
  await context.close();
  return { ...seen, bytes };
}

declare global {
  interface Window {
    seenByBenchmark: Omit<PhoneLoad, "bytes">;
  }
}

/** Runs in the page before anything else. */
function watch(): void {
  const seen = {
    firstPaint: Number.NaN,
    largestPaint: Number.NaN,
    diagram: Number.NaN,
    layoutShift: 0,
    shifted: [] as string[],
    longestTask: 0,
    blocked: 0,
  };
  window.seenByBenchmark = seen;
  const observe = (type: string, see: (entry: PerformanceEntry) => void) => {
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  };
  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint") seen.firstPaint = entry.startTime;
  });
  observe("largest-contentful-paint", (entry) => {
    seen.largestPaint = entry.startTime;
  });
  observe("layout-shift", (entry) => {
    const { value, sources } = entry as PerformanceEntry & { value: number; sources: { node?: Node | null }[] };
    seen.layoutShift += value;
    for (const { node } of sources) {
      const element = node instanceof Element ? node : node?.parentElement;
      if (element) seen.shifted.push([element.localName, ...element.classList].join("."));
    }
  });
  observe("longtask", ({ duration }) => {
    seen.longestTask = Math.max(seen.longestTask, duration);
    seen.blocked += Math.max(0, duration - 50);
  });
  // Wherever it stands on the page: in its place with a size, not hidden, every style sheet there that could hide it.
  const isVisible = (picture: Element) => {
    const { width, height } = picture.getBoundingClientRect();
    const loaded = picture instanceof HTMLImageElement ? picture.complete : true;
    return (
      loaded && width > 0 && height > 0 && picture.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    );
  };
  const look = () => {
    const picture = document.querySelector(".diagram svg, .diagram img");
    // Nothing is painted before the first paint: style sheets may still be missing.
    const painted = performance.getEntriesByName("first-contentful-paint").length > 0;
    if (painted && picture && isVisible(picture)) seen.diagram = performance.now();
    else if (document.readyState !== "complete" || picture) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

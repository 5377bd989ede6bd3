// npm run screenshots: shows the built site for README and CONTRIBUTING, both themes, desk and phone, a sheet for each page.
import { mkdirSync, writeFileSync } from "node:fs";
import { type Browser, chromium } from "playwright";
import { projectRoot } from "../config/paths.ts";
import { chromiumLaunchOptions, chromiumMissing } from "../diagrams/browser.ts";

const folder = `${projectRoot}.github/screenshots`;
const address = process.argv[2];
if (!address) {
  console.error("usage: npm run screenshots -- http://localhost:4321/ (the address that npm start prints)");
  process.exit(1);
}

const pages = {
  home: "",
  guide: "guides/iterator-pattern/#the-hand-over",
  guideline: "g/snap-resume/",
  index: "guidelines/?level=must&area=snapshot",
  checklist: "checklist/",
};
const views = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 860 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 860 } },
  { name: "light, phone", colorScheme: "light", viewport: { width: 390, height: 860 } },
  { name: "dark, phone", colorScheme: "dark", viewport: { width: 390, height: 860 } },
] as const;

const browser = await chromium.launch(chromiumLaunchOptions()).catch((cause: unknown) => {
  throw new Error(chromiumMissing, { cause });
});
mkdirSync(folder, { recursive: true });
for (const [name, path] of Object.entries(pages)) {
  writeFileSync(`${folder}/${name}.jpg`, await sheet(browser, new URL(path, address).href));
  console.log(`.github/screenshots/${name}.jpg`);
}
await browser.close();

/** The four views of a page side by side. */
async function sheet(browser: Browser, url: string): Promise<Buffer> {
  const pictures: string[] = [];
  for (const { colorScheme, viewport, name } of views) {
    await using context = await browser.newContext({ colorScheme, viewport });
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "networkidle" });
    const data = (await page.screenshot()).toString("base64");
    pictures.push(`<img alt="${name}" height="430" src="data:image/png;base64,${data}">`);
  }
  await using context = await browser.newContext({ viewport: { width: 1760, height: 462 }, deviceScaleFactor: 1 });
  const page = await context.newPage();
  await page.setContent(
    `<body style="margin:16px;display:flex;gap:16px;background:#8a9a9a;width:max-content">${pictures.join("")}</body>`,
  );
  const { width, height } = await page.evaluate(() => ({
    width: document.body.scrollWidth + 32,
    height: document.body.scrollHeight + 32,
  }));
  await page.setViewportSize({ width, height });
  return await page.screenshot({ type: "jpeg", quality: 80 });
}

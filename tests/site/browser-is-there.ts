import { chromium } from "playwright";
import { chromiumLaunchOptions, chromiumMissing } from "../../src/diagrams/browser.ts";

/** Says in one line what to install, instead of failing every test with a long message. */
export default async function browserIsThere(): Promise<void> {
  const browser = await chromium.launch(chromiumLaunchOptions()).catch((cause: unknown) => {
    throw new Error(chromiumMissing, { cause });
  });
  await browser.close();
}

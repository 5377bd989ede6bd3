import { existsSync } from "node:fs";
import type { LaunchOptions } from "playwright";

/** Where Debian and its relatives install Chromium. */
const systemChromium = "/usr/bin/chromium";

/**
 * How to start Chromium: `CHROMIUM_PATH` when set, else the system's Chromium
 * when there is one, else the browser that `npx playwright install chromium`
 * put in place.
 */
export function chromiumLaunchOptions(): LaunchOptions {
  const executablePath = process.env["CHROMIUM_PATH"] ?? (existsSync(systemChromium) ? systemChromium : undefined);
  if (executablePath === undefined) return {};
  if (!existsSync(executablePath)) throw new Error(`CHROMIUM_PATH names ${executablePath}, which does not exist`);
  return {
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  };
}

/** What to do when no Chromium can be started. */
export const chromiumMissing =
  "No Chromium could be started: install Debian's package chromium, or run npx playwright install --with-deps chromium, or set CHROMIUM_PATH.";

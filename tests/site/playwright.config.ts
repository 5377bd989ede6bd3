import { defineConfig } from "playwright/test";
import { projectRoot } from "../../src/config/paths.ts";
import { chromiumLaunchOptions } from "../../src/diagrams/browser.ts";

const port = 4329;

// Builds and serves the production site, then reads it in a real browser.
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: ".results",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Generous: the Go checks may run at the same time.
  timeout: 60_000,
  expect: { timeout: 20_000 },
  workers: 2,
  reporter: "list",
  globalSetup: "./browser-is-there.ts",
  use: { baseURL: `http://localhost:${port}/`, browserName: "chromium", launchOptions: chromiumLaunchOptions() },
  webServer: {
    command: `npm run --silent build && npm run --silent serve -- --port ${port}`,
    cwd: projectRoot,
    url: `http://localhost:${port}/`,
    env: { SITE_BASE: "/", SITE_URL: `http://localhost:${port}` },
    stdout: "ignore",
    timeout: 120_000,
  },
});

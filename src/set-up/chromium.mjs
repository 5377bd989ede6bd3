import { createReadStream, createWriteStream, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, createBrotliDecompress } from "node:zlib";
import { byNpm, getFromDebian, npmPackage } from "./get.mjs";
import { onPath, run } from "./machine.mjs";
import { untar } from "./untar.mjs";

/** @typedef {import("playwright").LaunchOptions} LaunchOptions */

const project = fileURLToPath(new URL("../../", import.meta.url));
const names = ["chromium", "chromium-browser", "google-chrome"];
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * How to start Chromium: `CHROMIUM_PATH` when set, else the system's, else the one of the cache, else Playwright's own.
 *
 * @returns {LaunchOptions}
 */
export function chromiumLaunchOptions() {
  const named = process.env["CHROMIUM_PATH"];
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
  const installed = named || names.map(onPath).find(Boolean);
  if (installed) return { executablePath: installed, args: flags };
  const folder = npmPackage("chromium")?.content ?? "";
  const carried = join(folder, "bin/chromium");
  if (!existsSync(carried)) return {};
  return { executablePath: carried, args: flags, env: { ...process.env, ...librariesOf(folder) } };
}

/** What to do when no Chromium can be started. */
export const chromiumMissing =
  "No Chromium could be started: npm run set-up gets one, or says what it tried; or name one in CHROMIUM_PATH.";

/** @type {import("./tools.mjs").Tool} */
export const chromium = {
  name: "Chromium",
  programs: [],
  async find() {
    const options = chromiumLaunchOptions();
    try {
      const playwright = await import("playwright");
      const browser = await playwright.chromium.launch(options);
      const version = browser.version();
      await browser.close();
      return { is: `${version} at ${options.executablePath ?? playwright.chromium.executablePath()}`, env: {} };
    } catch {
      return undefined;
    }
  },
  ways: [
    {
      how: "Playwright's download",
      get: () =>
        void run(process.execPath, ["node_modules/playwright/cli.js", "install", "chromium"], { cwd: project }),
    },
    { how: "apt-get (chromium)", get: () => getFromDebian("chromium") },
    byNpm("chromium", undefined, unpack),
  ],
  otherwise: "install Debian's package chromium or the like, or name one in CHROMIUM_PATH",
};

/**
 * The package carries everything compressed: the program, the libraries that a small system lacks, and a font.
 *
 * @param {string} content folder of the package
 */
async function unpack(content) {
  const bin = join(content, "bin");
  const program = createWriteStream(join(bin, "chromium"), { mode: 0o755 });
  await pipeline(createReadStream(join(bin, "chromium.br")), createBrotliDecompress(), program);
  for (const name of ["al2023", "fonts"]) {
    untar(brotliDecompressSync(readFileSync(join(bin, `${name}.tar.br`))), join(bin, name));
  }
}

/** @param {string} content folder of the package */
function librariesOf(content) {
  const libraries = { LD_LIBRARY_PATH: join(content, "bin/al2023/lib") };
  if (existsSync("/etc/fonts/fonts.conf")) return libraries;
  const configuration = join(content, "bin/fonts/here.conf");
  if (!existsSync(configuration)) {
    const folder = dirname(configuration);
    const folders = `<dir>${folder}</dir><cachedir>${folder}/cache</cachedir>`;
    writeFileSync(configuration, `<?xml version="1.0"?>\n<fontconfig>${folders}</fontconfig>\n`);
  }
  return { ...libraries, FONTCONFIG_FILE: configuration };
}

// Compares pages of the site with plain HTML of the same text, on a slow phone:
//
//     npm run bench:pages
//
// Times differ by hundreds of milliseconds from load to load. Both are loaded in turn, and medians of one run are
// compared: the ratios are what to quote.

import { writeFileSync } from "node:fs";
import { chromium } from "playwright";
import { contentDir, projectRoot } from "../../src/config/paths.ts";
import { isGuide } from "../../src/content-model/check.ts";
import { readPages, titleOf } from "../../src/content-model/page.ts";
import { chromiumLaunchOptions } from "../../src/diagrams/browser.ts";
import { buildSite } from "../build.ts";
import { filesOf, StaticServer } from "../static-server.ts";
import { median } from "./median.ts";
import { describePhone, loadOnPhone, type PhoneLoad } from "./phone.ts";
import { plainHtml } from "./plain-html.ts";

const addresses = [
  "",
  "g/snap-resume/",
  "g/dest-count/",
  "guides/snapshot/",
  "guides/change-data-capture/",
  "guidelines/",
];
const loads = Number(process.env["BENCH_LOADS"] ?? 15);
const file = `${projectRoot}tests/bench/recorded/pages.txt`;

/** What is compared, how it is written, and the ratio that it has to stay within. */
const measures: readonly {
  name: string;
  of: Exclude<keyof PhoneLoad, "shifted">;
  unit: string;
  atMost?: number;
  divisor?: number;
}[] = [
  { name: "first contentful paint", of: "firstPaint", unit: "ms" },
  { name: "largest contentful paint", of: "largestPaint", unit: "ms", atMost: 1.25 },
  { name: "first diagram visible", of: "diagram", unit: "ms", atMost: 1.3 },
  { name: "layout shift", of: "layoutShift", unit: "" },
  { name: "longest task", of: "longestTask", unit: "ms" },
  { name: "blocked by tasks over 50 ms", of: "blocked", unit: "ms" },
  { name: "transferred", of: "bytes", unit: "kB", divisor: 1000 },
];

using built = await buildSite("/");
const site = filesOf(built.folder);
const links = readPages(contentDir)
  .filter(isGuide)
  .map((page) => ({ address: `/plain/${page.slug}/`, title: titleOf(page) }));
await using server = await StaticServer.start((path) => {
  if (!path.startsWith("plain/")) return site(path);
  const page = site(path.replace("plain/", ""));
  return page && Buffer.from(plainHtml(page.toString(), links));
});
await using browser = await chromium.launch(chromiumLaunchOptions());

const lines = [
  "$ npm run bench:pages",
  `Chromium ${browser.version()}, ${describePhone}; medians of ${loads} loads, in turn with plain HTML of the same text`,
];
for (const address of addresses) lines.push(...table(address, await compare(address)));
writeFileSync(file, `${lines.join("\n")}\n`);
console.log(lines.join("\n"));

/** Loads the plain page and ours in turn, after one of each that is not counted. */
async function compare(address: string): Promise<{ plain: PhoneLoad[]; ours: PhoneLoad[] }> {
  const plain: PhoneLoad[] = [];
  const ours: PhoneLoad[] = [];
  for (let round = 0; round <= loads; round += 1) {
    plain.push(await loadOnPhone(browser, `${server.url}plain/${address}`));
    ours.push(await loadOnPhone(browser, server.url + address));
  }
  return { plain: plain.slice(1), ours: ours.slice(1) };
}

function table(address: string, { plain, ours }: { plain: PhoneLoad[]; ours: PhoneLoad[] }): string[] {
  const rows = measures.flatMap(({ name, of, unit, atMost, divisor = 1 }) => {
    const [before, after] = [plain, ours].map((all) => median(all.map((load) => load[of] / divisor)));
    if (before === undefined || after === undefined || Number.isNaN(before)) return [];
    const ratio = atMost === undefined ? "" : `${(after / before).toFixed(2)} of ${atMost}`;
    return [row(`  ${name}`, figure(before, unit), figure(after, unit), ratio)];
  });
  const shifted = [...new Set(ours.flatMap((load) => load.shifted))];
  const shifts = shifted.length > 0 ? [`  shifted on the site: ${shifted.join(", ")}`] : [];
  return ["", row(`/${address}`, "plain", "site", "ratio"), ...rows, ...shifts];
}

function figure(value: number, unit: string): string {
  const digits = unit === "ms" ? 0 : unit === "kB" ? 1 : 3;
  return `${value.toFixed(digits)} ${unit}`.trim();
}

function row(name: string, plain: string, ours: string, ratio: string): string {
  return `${name.padEnd(36)}${plain.padStart(12)}${ours.padStart(12)}${ratio.padStart(16)}`.trimEnd();
}

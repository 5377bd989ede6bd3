// npm test: gets what is missing, runs every check, ends with the line
// "N passed, N failed". Written for the system's own Node, like npm start.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "../src/commands/install.mjs";
import { setUp } from "../src/set-up/tools.mjs";

process.chdir(fileURLToPath(new URL("../", import.meta.url)));

/** Checks that need nothing built, those on the built site, and those that run Go: two lanes, one for each core. */
const quick = ["lint", "types", "test:units", "test:content"];
const onBuiltSite = ["build", "test:links", "test:site", "test:weight"];
const withGo = ["test:publish", "test:samples", "test:snippets", "test:pipelines"];

const isQuick = process.argv.includes("--quick");
const lanes = isQuick ? [quick] : [[...quick, ...onBuiltSite], withGo];

ensureInstalled();
// The quick checks need nothing but Node.js. What is missing fails the others, each by name.
const { env, missing } = isQuick ? { env: {}, missing: [] } : await setUp();
Object.assign(process.env, env);
const totals = { passed: 0, failed: missing.length };
let started = 0;
await Promise.all(lanes.map(runLane));
for (const line of missing) console.log(`\n${line}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

/** @param {string[]} checks names of npm scripts, run one after the other */
async function runLane(checks) {
  for (const check of checks) {
    started += 1;
    console.log(`▶ ${check} (${started} of ${lanes.flat().length})`);
    const began = Date.now();
    const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
    const { code, output } = await runScript(check, (soFar) => {
      const done = soFar.match(/^\s*[✔✓✖✘] /gm)?.length ?? 0;
      const of = /^Running (\d+) tests/m.exec(soFar)?.[1];
      console.log(`  ${check}: ${done}${of ? ` of ${of}` : ""} tests done (${seconds()} s)`);
    });
    const { passed, failed } = count(code, output);
    totals.passed += passed;
    totals.failed += failed;
    if (failed > 0) console.log(`\n${output.trimEnd()}`);
    console.log(`${failed > 0 ? "✖" : "✔"} ${check}: ${passed} passed, ${failed} failed (${seconds()} s)`);
    if (failed > 0) console.log(`  run it alone with: npm run ${check}`);
  }
}

/**
 * @param {string} name of an npm script
 * @param {(soFar: string) => void} tell called with the output so far while the script runs on
 * @returns {Promise<{ code: number, output: string }>}
 */
function runScript(name, tell) {
  return new Promise((resolve) => {
    const child = spawn("npm", ["run", "--silent", name], { shell: process.platform === "win32" });
    let output = "";
    const ticking = setInterval(() => tell(output), 30_000);
    child.once("close", () => clearInterval(ticking));
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
    child.once("error", (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Counts the tests of a check from the closing lines of Node's and Playwright's
 * runners. A check without such lines counts as one. A failing exit code is
 * never lost: it counts as a failure even when no test was counted as failed.
 *
 * @param {number} code @param {string} output
 */
function count(code, output) {
  const numbers = (/** @type {RegExp} */ pattern) => [...output.matchAll(pattern)].map((match) => Number(match[1]));
  const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);
  const passed = sum([...numbers(/^ℹ pass (\d+)$/gm), ...numbers(/^ {2}(\d+) passed \(/gm)]);
  const failed = sum([...numbers(/^ℹ fail (\d+)$/gm), ...numbers(/^ {2}(\d+) failed$/gm)]);
  if (code !== 0) return { passed, failed: Math.max(failed, 1) };
  return { passed: Math.max(passed, 1), failed };
}

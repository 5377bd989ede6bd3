// Everything that the checks need besides Node.js and npm: looked for, and got when it is missing.
import { cCompiler } from "./c-compiler.mjs";
import { chromium } from "./chromium.mjs";
import { go } from "./go.mjs";
import { postgres } from "./postgres.mjs";

/**
 * @typedef {object} Found
 * @property {string} is version and place, for people
 * @property {Record<string, string>} env what those who use it add to their environment
 *
 * @typedef {object} Tool
 * @property {string} name what is needed
 * @property {readonly string[]} programs names under which checks start it
 * @property {() => Found | undefined | Promise<Found | undefined>} find looks, and gets nothing
 * @property {readonly { how: string, get: () => void | Promise<void> }[]} ways to get it, the best one first
 * @property {string} otherwise what somebody can do when no way leads there
 */

/** @type {readonly Tool[]} */
export const tools = [go, cCompiler, postgres, chromium];

/**
 * Gets what is missing, and says so in one line for each tool.
 *
 * @param {readonly Tool[]} wanted
 * @param {(line: string) => void} say
 * @returns {Promise<{ env: Record<string, string>, missing: string[] }>} what checks add to their environment, and a
 *   line for each tool that could not be had
 */
export async function setUp(wanted = tools, say = console.log) {
  /** @type {Record<string, string>} */
  const env = {};
  const missing = [];
  for (const tool of wanted) {
    const { found, line } = await provide(tool, say);
    say(line);
    if (!found) missing.push(line);
    Object.assign(env, found?.env);
  }
  return { env, missing };
}

/** @param {Tool} tool @param {(line: string) => void} say @returns {Promise<{ found?: Found, line: string }>} */
async function provide(tool, say) {
  const installed = await tool.find();
  if (installed) return { found: installed, line: `✔ ${tool.name}: ${installed.is}` };
  const tried = [];
  for (const { how, get } of tool.ways) {
    say(`… ${tool.name}: trying ${how}`);
    try {
      await get();
      const found = await tool.find();
      if (found) return { found, line: `✔ ${tool.name}: ${found.is}, by ${how}` };
      tried.push(`${how}: what it gave cannot be used`);
    } catch (error) {
      tried.push(`${how}: ${/** @type {Error} */ (error).message}`);
    }
  }
  return { line: `✖ ${tool.name} is missing. Tried ${tried.join("; ")}. Do it by hand: ${tool.otherwise}.` };
}

/** What checks that were started by themselves add to their environment: what is there, and nothing is got. */
export function environmentOfTools() {
  return Object.assign({}, ...[go, cCompiler, postgres].map(({ find }) => /** @type {Found} */ (find())?.env));
}

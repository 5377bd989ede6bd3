// Asks every external link of the inventory. Needs the internet: the scheduled
// workflow external runs it, npm test does not.
import { readFileSync } from "node:fs";
import { inventoryFile, readInventory } from "./inventory.ts";

const atOnce = 4;
const secondsToAnswer = 20;

const waiting = [...new Set(readInventory(readFileSync(inventoryFile, "utf8")).map((url) => url.split("#")[0] ?? url))];
const failures: string[] = [];
const total = waiting.length;

await Promise.all(Array.from({ length: atOnce }, work));
for (const failure of failures.toSorted()) console.error(failure);
console.log(`${total - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);

async function work(): Promise<void> {
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    const answer = (await ask(url)) ?? (await ask(url));
    if (answer !== "ok") failures.push(`${url}: ${answer ?? `no answer within ${secondsToAnswer} s, twice`}`);
  }
}

/** @returns "ok", what is wrong, or undefined when nobody answered */
async function ask(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(secondsToAnswer * 1000) });
    await response.body?.cancel();
    return response.ok ? "ok" : `status ${response.status}`;
  } catch {
    return undefined;
  }
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readCatalogue } from "./catalogue.ts";
import { filesBelow } from "./sample.ts";

/**
 * Fingerprint of everything besides its own text that a page is rendered from:
 * samples, diagrams, and the front matter of guidelines that others show. Astro
 * keeps a rendered page as long as its fingerprint is the same.
 *
 * @param content absolute path of the content folder
 * @param others folders of samples, diagrams and plugins, as absolute paths
 */
export function fingerprintOfInputs(content: string, others: readonly string[]): string {
  const hash = createHash("sha256").update(fingerprintOfFiles(others));
  for (const { page } of readCatalogue(content).guidelines) hash.update(page.frontMatter ?? "");
  return hash.digest("hex");
}

/**
 * Fingerprint of every file below some folders: names and contents.
 *
 * @param folders absolute paths
 */
export function fingerprintOfFiles(folders: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of folders.flatMap(filesBelow)) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

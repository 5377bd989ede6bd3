import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { areas } from "./areas.ts";
import { loadCatalogue } from "./catalogue.ts";
import { guidelineSlug, idSyntax } from "./guideline.ts";
import { readLedger } from "./ledger.ts";
import { readRedirects, redirectsFile } from "./redirects.ts";
import { filesBelow } from "./sample.ts";

const redirectsHeader = `# Where addresses lead that were published once: pages as /g/old-id/, sections of the same page as
# /guides/snapshot/#old. npm run rename writes the entries of guidelines.
`;

/**
 * Gives a guideline a new ID: its file, every mention in the content, its
 * history, and the redirect from the old address. Checks everything before it
 * changes anything.
 *
 * @param content absolute path of the content folder, slash at the end
 * @param day today, as 2026-11-22
 * @returns paths of the files that were changed
 * @throws Error with what is wrong and what to do
 */
export function renameGuideline(content: string, from: string, to: string, day: string): string[] {
  const guideline = loadCatalogue(content).byId.get(from);
  if (!guideline) throw new Error(`there is no guideline ${from}`);
  const area = areas.find(({ prefix }) => to.startsWith(`${prefix}-`));
  if (!idSyntax.test(to) || !area) {
    throw new Error(`${to} is no ID: it must be the prefix of an area and one to three words, such as SNAP-RESUME`);
  }
  if (readLedger(content).some((line) => line.startsWith(`${to} `)) || loadCatalogue(content).byId.has(to)) {
    throw new Error(`${to} was used before: an ID is never used a second time`);
  }

  const changed: string[] = [];
  const mention = new RegExp(`(?<![\\w-])${from}(?![\\w-])`, "g");
  const texts = filesBelow(content).filter((file) => /\.(?:mdx?|yaml)$/.test(file) && !file.endsWith(redirectsFile));
  for (const file of texts) {
    const text = readFileSync(file, "utf8");
    const own = file === guideline.page.file;
    let renamed = text.replaceAll(mention, to);
    if (own)
      renamed = renamed.replace(/^## History\n\n/m, `## History\n\n- ${day}: Renamed from ${from.toLowerCase()}.\n`);
    if (renamed === text) continue;
    writeFileSync(file, renamed);
    changed.push(file);
  }
  const moved = `${content}guidelines/${area.folder}/${to.toLowerCase()}.md`;
  mkdirSync(dirname(moved), { recursive: true });
  renameSync(guideline.page.file, moved);

  const oldAddress = `/${guidelineSlug(from)}/`;
  const newAddress = `/${guidelineSlug(to)}/`;
  const redirects = readRedirects(content).map((redirect) =>
    redirect.to === oldAddress ? { ...redirect, to: newAddress } : redirect,
  );
  const lines = [...redirects, { from: oldAddress, to: newAddress }].map((entry) => `"${entry.from}": "${entry.to}"`);
  writeFileSync(`${content}${redirectsFile}`, `${redirectsHeader}${lines.toSorted().join("\n")}\n`);
  return [...changed.filter((file) => file !== guideline.page.file), moved, `${content}${redirectsFile}`];
}

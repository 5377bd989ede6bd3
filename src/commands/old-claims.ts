// Lists what pages say about a main branch and nobody has looked at for 90 days.
import { relative } from "node:path";
import { contentDir, projectRoot } from "../config/paths.ts";
import { loadCatalogue } from "../content-model/catalogue.ts";
import { claimIsGoodFor, mainClaims, staleClaims } from "../content-model/main-claims.ts";

const { pages, guidelines } = loadCatalogue(contentDir);
const claims = mainClaims(pages, guidelines);
const stale = staleClaims(claims, new Date().toISOString().slice(0, 10));
for (const { file, line, looked, url } of stale) {
  console.error(`${relative(projectRoot, file)}:${line}: seen on ${looked}: look at main again: ${url}`);
}
console.log(`${claims.length} claims about main branches, ${stale.length} not looked at for ${claimIsGoodFor} days`);
process.exit(stale.length === 0 ? 0 : 1);

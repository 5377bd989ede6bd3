// npm run check:built: the site in dist/, as it was built for the address of
// SITE_URL and SITE_BASE, before it is published.
import { join } from "node:path";
import { projectRoot } from "../../src/config/paths.ts";
import { repositoryUrl, siteAddress, siteBase } from "../../src/config/site.ts";
import { checkAddresses } from "./addresses.ts";
import { checkLinks } from "./check.ts";
import { readSite, readTexts } from "./site.ts";

const folder = join(projectRoot, "dist");
const files = readTexts(folder);
const problems = [
  ...checkLinks(readSite(folder), siteBase).broken,
  ...checkAddresses({ files, address: siteAddress, repository: repositoryUrl }),
];
for (const problem of problems) console.error(problem);
console.log(`${files.size} files for ${siteAddress}: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

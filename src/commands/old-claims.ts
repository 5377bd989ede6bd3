// Lists what pages say about a main branch and nobody has looked at for 90 days.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { conduitModule, contentDir, projectRoot, samplesDir } from "../config/paths.ts";
import { loadCatalogue } from "../content-model/catalogue.ts";
import { claimIsGoodFor, mainClaims, staleClaims } from "../content-model/main-claims.ts";
import { parseVersions, versionsFile } from "../content-model/versions.ts";

const { main } = parseVersions({
  versions: readFileSync(`${contentDir}${versionsFile}`, "utf8"),
  samplesModule: readFileSync(`${samplesDir}go.mod`, "utf8"),
  conduitModule: readFileSync(conduitModule, "utf8"),
});
const ofConduit = {
  file: `${contentDir}${versionsFile}`,
  line: 1,
  looked: new Date(main.looked).toISOString().slice(0, 10),
  url: `https://github.com/ConduitIO/conduit/tree/${main.commit}`,
};
const { pages, guidelines } = loadCatalogue(contentDir);
const claims = [...mainClaims(pages, guidelines), ofConduit];
const stale = staleClaims(claims, new Date().toISOString().slice(0, 10));
for (const { file, line, looked, url } of stale) {
  console.error(`${relative(projectRoot, file)}:${line}: seen on ${looked}: look at main again: ${url}`);
}
console.log(`${claims.length} claims about main branches, ${stale.length} not looked at for ${claimIsGoodFor} days`);
process.exit(stale.length === 0 ? 0 : 1);

// npm run inventory: writes the list of external links that the built site holds.
import { writeFileSync } from "node:fs";
import { buildSite } from "../build.ts";
import { checkLinks } from "./check.ts";
import { inventoryFile, inventoryText } from "./inventory.ts";
import { readSite } from "./site.ts";

using built = await buildSite("/");
const { external } = checkLinks(readSite(built.folder), "/");
writeFileSync(inventoryFile, inventoryText(external));
console.log(`${external.length} external links written to tests/links/external-links.txt`);

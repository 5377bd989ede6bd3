// npm run rename -- OLD-ID NEW-ID: gives a guideline a new ID; the old address leads to the new one for ever.
import { relative } from "node:path";
import { contentDir, projectRoot } from "../config/paths.ts";
import { renameGuideline } from "../content-model/rename.ts";

const [from, to, ...rest] = process.argv.slice(2);
if (!from || !to || rest.length > 0) {
  console.error("npm run rename takes the old and the new ID: npm run rename -- SNAP-RESUME SNAP-CONTINUE");
  process.exit(2);
}
try {
  const changed = renameGuideline(contentDir, from, to, new Date().toISOString().slice(0, 10));
  for (const file of changed) console.log(relative(projectRoot, file));
  console.log("Now run npm run ledger and npm run check.");
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

// npm run font: cuts the font down to what the site uses.
import { writeFileSync } from "node:fs";
import { fontFile } from "../config/paths.ts";
import { subsetOfFont } from "../fonts/subset.ts";

const font = await subsetOfFont();
writeFileSync(fontFile, font);
console.log(`src/fonts/archivo-narrow-600.woff2: ${font.length} bytes`);

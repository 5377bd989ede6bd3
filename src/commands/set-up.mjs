// npm run set-up: gets what npm test needs, and runs no check.
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";

process.chdir(fileURLToPath(new URL("../../", import.meta.url)));
ensureInstalled();
const { setUp } = await import("../set-up/tools.mjs");
const { missing } = await setUp();
process.exit(missing.length === 0 ? 0 : 1);

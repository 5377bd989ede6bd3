// npm run ledger: adds what is published now to the ledger; nothing is ever removed from it.
import { writeFileSync } from "node:fs";
import { contentDir } from "../config/paths.ts";
import { readCatalogue } from "../content-model/catalogue.ts";
import { ledgerFile, ledgerText, publishedLines, readLedger } from "../content-model/ledger.ts";

const before = readLedger(contentDir);
const text = ledgerText([...before, ...publishedLines(readCatalogue(contentDir))]);
writeFileSync(`${contentDir}${ledgerFile}`, text);
const added = readLedger(contentDir).length - new Set(before).size;
console.log(`${added} lines added to content/${ledgerFile}`);

// npm run check:content: every mistake of the content in one line, all at once.
import { conduitModule, contentDir, projectRoot, renderedDiagramsDir, samplesDir } from "../config/paths.ts";
import { loadCatalogue } from "../content-model/catalogue.ts";
import { checkContent } from "../content-model/check.ts";
import { checkPromises } from "../content-model/promises.ts";
import { reportLines } from "../content-model/report.ts";

const folders = { content: contentDir, samples: samplesDir, renderedDiagrams: renderedDiagramsDir, conduitModule };
try {
  const catalogue = loadCatalogue(contentDir);
  const problems = [...(await checkContent(folders, catalogue)), ...checkPromises(contentDir, samplesDir, catalogue)];
  const lines = reportLines(problems, projectRoot, { annotate: process.env["GITHUB_ACTIONS"] === "true" });
  for (const line of lines) console.error(line);
  console.log(`${lines.length} ${lines.length === 1 ? "mistake" : "mistakes"} in ${catalogue.pages.length} pages`);
  process.exitCode = lines.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`the content cannot be read: ${(error as Error).message}`);
  process.exitCode = 1;
}

// Renders the diagrams whose source changed, and removes pictures that no page
// uses any more. `--check` changes nothing and fails when there is work to do.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { contentDir, projectRoot, renderedDiagramsDir } from "../config/paths.ts";
import { readPages } from "../content-model/page.ts";
import { ContentError } from "../content-model/problem.ts";
import { DiagramRenderer } from "../diagrams/render.ts";
import { checkDiagram, DiagramError, type DiagramSource, diagramId } from "../diagrams/source.ts";

const used = new Map<string, DiagramSource>();
for (const { file, fences } of readPages(contentDir)) {
  for (const { language, code, line } of fences) {
    if (language !== "mermaid") continue;
    try {
      used.set(diagramId(code), await checkDiagram(code));
    } catch (error) {
      if (!(error instanceof DiagramError)) throw error;
      console.error(new ContentError([{ file, line: line + error.line, message: error.message }], projectRoot).message);
      process.exit(1);
    }
  }
}

mkdirSync(renderedDiagramsDir, { recursive: true });
const stale = readdirSync(renderedDiagramsDir).filter((name) => !used.has(name.replace(/\.svg$/, "")));
const missing = [...used].filter(([id]) => !existsSync(`${renderedDiagramsDir}${id}.svg`));

if (process.argv.includes("--check")) {
  if (stale.length + missing.length > 0) {
    console.error(`${missing.length} diagrams are not rendered, ${stale.length} are left over: run npm run diagrams`);
    process.exit(1);
  }
} else {
  for (const name of stale) rmSync(`${renderedDiagramsDir}${name}`);
  if (missing.length > 0) {
    await using renderer = await DiagramRenderer.start();
    for (const [id, diagram] of missing)
      writeFileSync(`${renderedDiagramsDir}${id}.svg`, await renderer.render(diagram));
  }
  console.log(`${missing.length} diagrams rendered, ${stale.length} removed, ${used.size} in use`);
}

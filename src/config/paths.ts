import { fileURLToPath } from "node:url";

/** Absolute path of the repository, with a slash at its end. */
export const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

/** Folder of everything that readers read: guides and samples. */
export const contentDir = `${projectRoot}content/`;

/** Folder of everything that makes pages of it. */
export const sourceDir = `${projectRoot}src/`;

/** Folder of the Go module whose regions the pages include. */
export const samplesDir = `${contentDir}samples/`;

/** Names the Conduit that the pipelines of the samples run in. */
export const conduitModule = `${projectRoot}tests/pipelines/conduit/go.mod`;

/** Folder of the Go module that authors import; pages include its regions, too. */
export const kitDir = `${projectRoot}kit/`;

/** Folder of the rendered diagrams, one SVG for each Mermaid source. */
export const renderedDiagramsDir = `${projectRoot}src/diagrams/rendered/`;

/** The font of headings, identifiers and diagrams, as readers get it; made by `npm run font`. */
export const fontFile = `${projectRoot}src/fonts/archivo-narrow-600.woff2`;

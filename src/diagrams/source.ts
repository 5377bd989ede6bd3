import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { themeFingerprint } from "./theme.ts";

const require = createRequire(import.meta.url);
const { version: mermaidVersion }: { version: string } = JSON.parse(
  readFileSync(require.resolve("mermaid/package.json"), "utf8"),
);

/** A Mermaid source that passed every check. */
export interface DiagramSource {
  readonly source: string;
  readonly title: string;
  readonly description: string;
}

/** A mistake in a diagram; the line counts from 1 in the diagram's source, 0 is the line of the fence. */
export class DiagramError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const refused = /%%\{|^\s*(?:style|classDef|linkStyle|class)\s/m;

/** A diagram with the file of its picture. */
export interface RenderedDiagram extends DiagramSource {
  readonly picture: string;
}

/**
 * Finds the picture of a diagram. Mermaid parsed the source when it rendered
 * the picture, and is loaded only when there is none: to say what is wrong.
 *
 * @param rendered absolute path of the folder with the rendered pictures
 * @throws DiagramError naming the line and what to do
 */
export async function renderedDiagram(source: string, rendered: string): Promise<RenderedDiagram> {
  const picture = `${rendered}${diagramId(source)}.svg`;
  if (existsSync(picture)) return { ...describeDiagram(source), picture };
  await checkDiagram(source);
  throw new DiagramError(0, "the diagram is not rendered yet: run npm run diagrams and commit the picture");
}

/**
 * Checks a diagram as an author wrote it, with Mermaid's own parser.
 *
 * @throws DiagramError naming the line and what to do
 */
export async function checkDiagram(source: string): Promise<DiagramSource> {
  const described = describeDiagram(source);
  const { parseMermaid } = await import("./parse.ts");
  try {
    await parseMermaid(source);
  } catch (error) {
    throw parseFailure(error);
  }
  return described;
}

function describeDiagram(source: string): DiagramSource {
  const title = /^\s*accTitle:\s*(.+)$/m.exec(source)?.[1]?.trim();
  const description = /^\s*accDescr:\s*(.+)$/m.exec(source)?.[1]?.trim();
  if (!title) throw new DiagramError(1, "the diagram needs a title: add a line accTitle: …");
  if (!description) throw new DiagramError(1, "the diagram needs a text alternative: add a line accDescr: …");
  const styled = refused.exec(source);
  if (styled) {
    const line = source.slice(0, styled.index).split("\n").length;
    throw new DiagramError(line, `${styled[0].trim()}: diagrams take their colours from the theme; remove it`);
  }
  return { source, title, description };
}

/**
 * Name of a diagram's rendered file: changes with the source, with Mermaid and
 * with the theme, so that a stale picture is never found.
 */
export function diagramId(source: string): string {
  return createHash("sha256")
    .update(JSON.stringify([mermaidVersion, themeFingerprint, source.trim()]))
    .digest("hex")
    .slice(0, 12);
}

/** Mermaid's parsers say where they stopped; their message counts from the last line they read. */
interface ParseError extends Error {
  readonly hash?: { readonly loc?: { readonly first_line: number } };
}

function parseFailure(error: unknown): DiagramError {
  const { message, hash } = error as ParseError;
  const reason = message.replace(/^Parse error on line \d+:\s*/, "").replaceAll(/\s*\n\s*/g, " ");
  return new DiagramError(hash?.loc?.first_line ?? 1, `Mermaid cannot parse the diagram: ${reason}`);
}

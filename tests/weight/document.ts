import { Parser } from "htmlparser2";
import { compress } from "../static-server.ts";

/** What a document carries that the requests of a browser do not show. */
export interface DocumentParts {
  /** Text of the scripts in the page that run; data such as JSON-LD is none. */
  readonly scripts: readonly string[];
  /** Addresses of the icons: a browser without a window does not fetch them. */
  readonly icons: readonly string[];
}

const runs = /^(?:|module|text\/javascript|application\/javascript)$/;

/** Reads the parts of a document. */
export function readDocument(html: string): DocumentParts {
  const scripts: string[] = [];
  const icons: string[] = [];
  let inScript = false;
  const parser = new Parser({
    onopentag(name, { rel = "", href = "", src, type = "" }) {
      if (name === "link" && /\bicon\b/.test(rel)) icons.push(href);
      inScript = name === "script" && src === undefined && runs.test(type);
    },
    ontext(text) {
      if (inScript) scripts.push(text);
    },
    onclosetag() {
      inScript = false;
    },
  });
  parser.end(html);
  return { scripts, icons };
}

/** Bytes that inline parts cost alone, over Brotli. */
export function inlineBytes(texts: readonly string[]): number {
  return texts.length === 0 ? 0 : compress(texts.join("\n")).length;
}

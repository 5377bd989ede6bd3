import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { Parser } from "htmlparser2";
import { filesBelow } from "../../src/content-model/sample.ts";

/** A reference in a built page: a link, an image, a script, a style sheet. */
export interface Reference {
  readonly url: string;
  /** Element that refers, such as "a" or "img". */
  readonly element: string;
}

/** A built page, reduced to what links need. */
export interface BuiltPage {
  /** Address below the site's base, such as "guides/snapshot/". */
  readonly address: string;
  readonly ids: ReadonlySet<string>;
  readonly references: readonly Reference[];
}

/** A built site: its pages by address, and every file that it serves. */
export interface BuiltSite {
  readonly pages: ReadonlyMap<string, BuiltPage>;
  /** Paths of all files, relative to the folder, with forward slashes. */
  readonly files: ReadonlySet<string>;
  /** `url(…)` references of style sheets, with the path of the sheet. */
  readonly styleReferences: readonly { readonly sheet: string; readonly url: string }[];
}

/** Reads a built site from its folder. */
export function readSite(folder: string): BuiltSite {
  const paths = filesBelow(folder).map((file) => relative(folder, file).split(sep).join("/"));
  const pages = paths
    .filter((path) => path.endsWith(".html"))
    .map((path) => readPage(path, readFileSync(`${folder}/${path}`, "utf8")));
  const styleReferences = paths
    .filter((path) => path.endsWith(".css"))
    .flatMap((sheet) =>
      [...readFileSync(`${folder}/${sheet}`, "utf8").matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)/g)].map((match) => ({
        sheet,
        url: match[1] ?? "",
      })),
    );
  return { pages: new Map(pages.map((page) => [page.address, page])), files: new Set(paths), styleReferences };
}

/** Texts of what people and machines read, by path below the folder. */
export function readTexts(folder: string): Map<string, string> {
  const files = filesBelow(folder).filter((file) => /\.(?:html|xml|json|txt|md)$/.test(file));
  return new Map(files.map((file) => [relative(folder, file).split(sep).join("/"), readFileSync(file, "utf8")]));
}

/** Reads one page from its HTML. */
export function readPage(path: string, html: string): BuiltPage {
  const ids = new Set<string>();
  const references: Reference[] = [];
  const parser = new Parser({
    onopentag(element, attributes) {
      if (attributes["id"]) ids.add(attributes["id"]);
      const canonical = /^(canonical|sitemap)$/.test(attributes["rel"] ?? "");
      for (const name of ["href", "src", "poster"]) {
        const url = attributes[name];
        if (url !== undefined && !canonical) references.push({ url, element });
      }
    },
  });
  parser.end(html);
  return { address: path.replace(/(^|\/)index\.html$/, "$1"), ids, references };
}

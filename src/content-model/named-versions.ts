// Finds the versions of Conduit and of the SDK that a Markdown text names.

/** What has versions that pages must not confuse with those of connectors. */
export type Thing = "Conduit" | "SDK";

/** A version as a page names it. */
export interface NamedVersion {
  readonly version: string;
  /** What it is a version of; undefined when only the text around it says so. */
  readonly of: Thing | undefined;
  readonly line: number;
}

const syntax = String.raw`v?\d+\.\d+(?:\.\d+)?(?:-[\w.]*\w)?(?![\w.]*\d)`;
/** `Conduit v0.18`, `SDK v0.12.0, v0.13.0 and v0.14.2`, `conduit-connector-sdk@v0.14.2`. */
const afterName = new RegExp(
  String.raw`\b(Conduit|SDK|conduit-connector-sdk)[\`*]*(?:'s)?(?:\s+versions?)?[@\s]+[\`*]*(${syntax}(?:(?:,|\s+(?:and|or|to))+\s*${syntax})*)`,
  "g",
);
/** A link to one of the two repositories at a tag. */
const inLink =
  /github\.com\/conduitio\/(conduit|conduit-connector-sdk)\/(?:blob|tree|raw|releases\/tag)\/(v\d[^\s/#?)"']*)/gi;
/** A link to any other repository, and its tag if it has one. */
const inLinkElsewhere =
  /github\.com\/(?!conduitio\/(?:conduit|conduit-connector-sdk)\/)[\w.-]+\/[\w.-]+\/(?:(?:blob|tree|raw|releases\/tag)\/(v\d[^\s/#?)"']*))?/gi;
/** The SDK that a guideline was checked for. */
const since = /^since: (v\S+)$/gm;
/** A version without a name, in running text: after a word that is no name, at the start of a sentence or of an item. */
const bare =
  /(?:(?:^|[\s(])(?:after|and|as|at|before|by|for|from|in|is|of|on|or|since|than|the|through|to|under|until|version|with)|[.;:]|^[ \t]*[-*])\s+\**(v0\.\d+(?:\.\d+)?)\b/gim;

/** Every version of Conduit and of the SDK that a Markdown text names. */
export function namedVersions(source: string): NamedVersion[] {
  const found: (NamedVersion & { readonly index: number })[] = [];
  const add = (index: number, of: Thing | undefined, named: string): void => {
    found.push({ version: named.startsWith("v") ? named : `v${named}`, of, line: lineAt(source, index), index });
  };
  for (const match of source.matchAll(afterName)) {
    const [all, name, list = ""] = match;
    const start = match.index + all.length - list.length;
    for (const one of list.matchAll(new RegExp(syntax, "g"))) {
      add(start + one.index, name === "Conduit" ? "Conduit" : "SDK", one[0]);
    }
  }
  for (const match of source.matchAll(inLink)) {
    add(match.index, match[1]?.toLowerCase() === "conduit" ? "Conduit" : "SDK", match[2] ?? "");
  }
  for (const match of source.matchAll(since)) add(match.index, "SDK", match[1] ?? "");
  for (const { index, named } of bareVersions(source)) {
    if (!found.some((other) => other.index === index)) add(index, undefined, named);
  }
  return found.map(({ index: _index, ...named }) => named);
}

/** Versions in running text that the text does not give to anybody else, such as the connector that it links to. */
function bareVersions(source: string): { index: number; named: string }[] {
  const elsewhere = new Set([...source.matchAll(inLinkElsewhere)].map((match) => match[1]));
  const textStart = /^---\n[\s\S]*?\n---\n/.exec(source)?.[0].length ?? 0;
  return [...source.matchAll(bare)].flatMap((match) => {
    const [all, named = ""] = match;
    const index = match.index + all.length - named.length;
    const [before, after] = [source.slice(0, index), source.slice(index)];
    const inCode = (before.match(/^\s*```/gm)?.length ?? 0) % 2 === 1;
    if (index < textStart || inCode || elsewhere.has(named)) return [];
    const paragraph = `${before.slice(before.lastIndexOf("\n\n") + 1)}${after.split("\n\n", 1)[0]}`;
    return paragraph.search(inLinkElsewhere) < 0 ? [{ index, named }] : [];
  });
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

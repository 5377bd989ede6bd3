import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "astro/zod";
import { load, YAMLException } from "js-yaml";
import { type NamedVersion, namedVersions, type Thing } from "./named-versions.ts";
import type { Page } from "./page.ts";
import type { Problem } from "./problem.ts";

// Pages say how Conduit and the SDK behave, so each version that they name is
// one that somebody described, ran, or listed with a reason.

/** File of the versions, below the content folder. */
export const versionsFile = "versions.yaml";

const release = z.string().regex(/^v\d+\.\d+\.\d+$/, { error: "must be a release: v0.19.0" });
const reasons = z.record(
  z.string().regex(/^v\d+\.\d+(?:\.\d+)?$/, { error: "must be a version: v0.17 or v0.16.1" }),
  z.string().min(10, { error: "must say what pages name it for" }),
);
const schema = z.strictObject({
  described: z.array(release).min(1),
  main: z.strictObject({
    becomes: z.string().regex(/^v\d+\.\d+$/, { error: "must be the version to come: v0.20" }),
    commit: z.string().regex(/^[0-9a-f]{40}$/, { error: "must be a full commit of main: 40 hex digits" }),
    /** A date as YAML reads it, or as text. */
    looked: z.union([z.date(), z.iso.date({ error: "must be the day of the last look: 2026-11-29" })]),
  }),
  history: z.strictObject({ conduit: reasons, sdk: reasons }),
});

/** Versions of Conduit and of the SDK that the project knows. */
export interface Versions extends z.infer<typeof schema> {
  /** Conduit that the pipelines of the samples run in. */
  readonly run: string;
  /** SDK that the samples are built with. */
  readonly sdk: string;
}

/** Texts that the versions are read from. */
export interface VersionSources {
  readonly versions: string;
  /** `go.mod` of the samples. */
  readonly samplesModule: string;
  /** `go.mod` of the Conduit that the pipelines run in. */
  readonly conduitModule: string;
}

/**
 * Versions from the texts that state them.
 *
 * @throws when a text does not state them as it has to
 */
export function parseVersions({ versions, samplesModule, conduitModule }: VersionSources): Versions {
  return {
    ...schema.parse(load(versions)),
    run: requiredVersion(conduitModule, "github.com/conduitio/conduit"),
    sdk: requiredVersion(samplesModule, "github.com/conduitio/conduit-connector-sdk"),
  };
}

/**
 * Version of a module that a `go.mod` requires.
 *
 * @param goMod text of the file
 * @throws Error when the module is not in it
 */
export function requiredVersion(goMod: string, module: string): string {
  for (const line of goMod.split("\n")) {
    const [name, version] = line
      .replace(/^require\s/, "")
      .trim()
      .split(/\s+/);
    if (name === module && version) return version;
  }
  throw new Error(`go.mod requires no version of ${module}`);
}

/** Versions of Conduit that pages describe, from the file that names them. */
export function describedVersions(versions: string): readonly string[] {
  return schema.parse(load(versions)).described;
}

/** The versions that pages describe, as every place writes them. */
export function describedText({ described }: Pick<Versions, "described">): string {
  return `Conduit ${described.join(" and ")}`;
}

/** Folders and files that the versions are read from; absolute paths. */
export interface VersionFiles {
  readonly content: string;
  readonly samples: string;
  readonly conduitModule: string;
}

type Text = Pick<Page, "file" | "source">;

/** Finds versions that pages name and nobody knows, and known ones that no page names. */
export function checkVersions(pages: readonly Text[], files: VersionFiles): Problem[] {
  const file = `${files.content}${versionsFile}`;
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  let versions: Versions;
  try {
    versions = parseVersions({
      versions: text,
      samplesModule: readFileSync(`${files.samples}go.mod`, "utf8"),
      conduitModule: readFileSync(files.conduitModule, "utf8"),
    });
  } catch (error) {
    return problemsOfFile(file, text, error);
  }
  const named = namedIn(pages);
  const unused = things(undefined).flatMap((thing) =>
    Object.keys(versions.history[keyOf[thing]])
      .filter((known) => !named.some(({ of, version }) => things(of).includes(thing) && isSame(version)(known)))
      .map((known) => ({
        file,
        line: keyLinesOf(text)(["history", keyOf[thing], known]),
        message: `no page names ${thing} ${known}: remove it`,
      })),
  );
  return [...unknownVersions(pages, versions), ...unused];
}

/** Finds versions that texts name and nobody knows. */
export function unknownVersions(texts: readonly Text[], versions: Versions): Problem[] {
  return namedIn(texts)
    .filter(({ of, version }) => !things(of).some((thing) => knownOf(versions, thing).some(isSame(version))))
    .map(({ file, line, of, version }) => {
      const name = of === undefined ? version : `${of} ${version}`;
      const advice = "name one that is, or add it to its history with the reason";
      return { file, line, message: `${name} is not in content/${versionsFile}: ${advice}` };
    });
}

function namedIn(texts: readonly Text[]): (NamedVersion & { readonly file: string })[] {
  return texts.flatMap(({ file, source }) => namedVersions(source).map((named) => ({ ...named, file })));
}

const keyOf = { Conduit: "conduit", SDK: "sdk" } as const;

function things(of: Thing | undefined): Thing[] {
  return of === undefined ? ["Conduit", "SDK"] : [of];
}

function knownOf(versions: Versions, thing: Thing): string[] {
  const { described, main, run, sdk, history } = versions;
  return thing === "Conduit"
    ? [...described, main.becomes, run, ...Object.keys(history.conduit)]
    : [sdk, ...Object.keys(history.sdk)];
}

/** Whether a known version is the named one as far as both say: v0.18.0 is v0.18, v0.18.1 is not v0.18.0. */
function isSame(named: string): (known: string) => boolean {
  return (known) => `${known}.`.startsWith(`${named}.`) || `${named}.`.startsWith(`${known}.`);
}

/** Why the file of the versions cannot be read, with the lines. */
function problemsOfFile(file: string, text: string, error: unknown): Problem[] {
  if (error instanceof YAMLException) {
    return [{ file, line: (error.mark?.line ?? 0) + 1, message: `is not YAML: ${error.reason}` }];
  }
  if (!(error instanceof z.ZodError)) return [{ file, line: 1, message: (error as Error).message }];
  const lineOf = keyLinesOf(text);
  return error.issues.map(({ path, message }) => ({
    file,
    line: lineOf(path),
    message: `${path.join(".")}: ${message}`,
  }));
}

/** Loads a parser that knows lines only where there is something to report, as front-matter.ts does. */
function keyLinesOf(text: string): (path: readonly PropertyKey[]) => number {
  const { keyLines } = createRequire(import.meta.url)("./key-lines.ts") as typeof import("./key-lines.ts");
  return keyLines(text);
}

import { createRequire } from "node:module";
import { z } from "astro/zod";
import { load, YAMLException } from "js-yaml";
import type { Problem } from "./problem.ts";

/** Text of a bounded length. */
export const text = (shortest: number, longest: number) =>
  z
    .string()
    .min(shortest, { error: `must have at least ${shortest} characters` })
    .max(longest, { error: `must have at most ${longest} characters` });

/** What every page states: search results and link previews are made of it. */
const common = {
  title: text(3, 60),
  description: text(40, 160),
  keywords: z.array(z.string().min(1)).optional(),
};

/** Front matter of a page that has a place in its section. */
export const orderedFrontMatter = z.strictObject({
  ...common,
  sidebar: z.strictObject({ order: z.number().int().positive() }),
});

/** Front matter of any other page, such as the home page. */
export const pageFrontMatter = z.strictObject({
  ...common,
  template: z.enum(["doc", "splash"]).optional(),
  hero: z.record(z.string(), z.unknown()).optional(),
  tableOfContents: z.boolean().optional(),
  /** Other words for the terms of the glossary. */
  aliases: z.record(z.string(), z.array(z.string())).optional(),
});

/** The key that this site adds to those that Starlight knows. */
export const addedToStarlight = z.object({ keywords: common.keywords });

/** Values of a page's front matter that other code uses. */
export interface FrontMatter {
  readonly title: string;
  readonly order: number | undefined;
}

/**
 * Checks a page's front matter.
 *
 * @param file absolute path of the page, for messages
 * @param yaml text between the `---` lines, undefined when there is none
 * @param kind decides which keys are allowed
 * @returns the values, or the problems with the line of each wrong key
 */
export function checkFrontMatter(
  file: string,
  yaml: string | undefined,
  kind: "ordered" | "page",
): { values?: FrontMatter; problems: Problem[] } {
  const schema = kind === "ordered" ? orderedFrontMatter : pageFrontMatter;
  const { values, problems } = parseFrontMatter<z.infer<typeof orderedFrontMatter> | z.infer<typeof pageFrontMatter>>(
    file,
    yaml,
    schema,
  );
  if (!values) return { problems };
  return { values: { title: values.title, order: "sidebar" in values ? values.sidebar.order : undefined }, problems };
}

/**
 * Parses front matter by a schema.
 *
 * @param schema strict object: a key that it does not name is a problem
 * @returns the values, or the problems with the line of each wrong key
 */
export function parseFrontMatter<T>(
  file: string,
  yaml: string | undefined,
  schema: z.ZodType<T> & { readonly shape: Record<string, unknown> },
): { values?: T; problems: Problem[] } {
  if (yaml === undefined) {
    return { problems: [{ file, line: 1, message: "no front matter: begin the file with --- and a title" }] };
  }
  let result: z.ZodSafeParseResult<T>;
  try {
    result = schema.safeParse(load(yaml)); // as Astro reads it
    if (result.success) return { values: result.data, problems: [] };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = (error.mark?.line ?? 0) + 2; // counted from 0, and the first --- is line 1
    return { problems: [{ file, line, message: `front matter is not YAML: ${error.reason}` }] };
  }
  // Only now: to load a parser that knows lines takes 20 ms of every build.
  const { keyLines } = createRequire(import.meta.url)("./key-lines.ts") as typeof import("./key-lines.ts");
  const lineOf = keyLines(yaml);
  const problems = result.error.issues.flatMap((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
    return keys.map((key) => {
      const path = [...issue.path, ...(key === undefined ? [] : [key])];
      const allowed = Object.keys(schema.shape).join(", ");
      const reason = key === undefined ? issue.message : `is not a known key; known are: ${allowed}`;
      return {
        file,
        line: lineOf(path) + 1, // the first --- is line 1
        message: `front matter: ${path.join(".")}: ${reason}`,
      };
    });
  });
  return { problems };
}

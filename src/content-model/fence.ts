/** What the info string of a fenced code block says, after the language. */
export interface FenceInfo {
  /** Path of the included file, relative to the samples folder; `kit/…` is relative to the repository. */
  readonly file?: string;
  /** Region of that file; the whole file when absent. */
  readonly region?: string;
  /** Why the block is typed into the page instead of included. */
  readonly fragment?: string;
  /** Caption; the path of the included file when absent. */
  readonly title?: string;
  /** What this module does not know, handed on to the code renderer. */
  readonly rest: string;
}

const attribute = /(?<name>file|region|fragment|title)="(?<value>[^"]*)"/g;

/**
 * Reads an info string such as `file="sqlite/source.go" region="read"`.
 *
 * @param meta text after the language, as the Markdown parser gives it
 * @throws Error when a known name is written without double quotes, or twice
 */
export function parseFenceInfo(meta: string | null | undefined): FenceInfo {
  const found: Record<string, string> = {};
  const rest = (meta ?? "")
    .replace(attribute, (_match, name: string, value: string) => {
      if (name in found) throw new Error(`${name}= is given twice`);
      found[name] = value.trim();
      return "";
    })
    .trim();
  const unquoted = /(?<![\w-])(file|region|fragment|title)=/.exec(rest);
  if (unquoted) throw new Error(`write ${unquoted[1]}="…" with double quotes`);
  return { ...found, rest };
}

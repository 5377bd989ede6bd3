import { plainLine, plainQuote } from "./markdown-text.ts";

/** One thing to find out about a system. */
export interface Field {
  readonly name: string;
  readonly label: string;
  /** What a good answer holds. */
  readonly hint: string;
}

/** One of the six questions. */
export interface Question {
  readonly title: string;
  /** Anchor of the question's section in the research guide. */
  readonly anchor: string;
  readonly fields: readonly Field[];
}

/**
 * The worksheet as Markdown, for the connector's repository or its first issue.
 *
 * @param answers text that somebody typed, by field name; what is missing is shown as open
 * @param guide absolute address of the research guide
 */
export function toDocument(
  questions: readonly Question[],
  answers: Readonly<Record<string, string>>,
  guide: string,
): string {
  const system = plainLine(answers["system"] ?? "");
  const open = questions.flatMap(({ fields }) => fields.filter(({ name }) => !answers[name]?.trim()));
  return [
    `# Research: ${system || "the system"}`,
    "",
    `Six questions before the first line of code: ${guide}`,
    ...questions.flatMap(({ title, anchor, fields }, index) => [
      "",
      `## ${index + 1}. [${title}](${guide}#${anchor})`,
      ...fields.flatMap(({ name, label }) => ["", `**${label}**`, "", quoteOrOpen(answers[name])]),
    ]),
    "",
    "## Open",
    "",
    ...(open.length === 0 ? ["Nothing."] : open.map(({ label }) => `- [ ] ${label}`)),
    "",
  ].join("\n");
}

function quoteOrOpen(answer: string | undefined): string {
  return answer?.trim() ? plainQuote(answer) : "_Open._";
}

import type { GuidelineData } from "./guideline.ts";

/**
 * What a reviewer pastes into a pull request, as Markdown.
 *
 * @param url absolute address of the guideline, or of one of its sections
 */
export function reviewComment(
  { id, level, title, summary }: Pick<GuidelineData, "id" | "level" | "title" | "summary">,
  url: string,
): string {
  return `[**${id}**](${url}) (${level}): **${title}.** ${summary}`;
}

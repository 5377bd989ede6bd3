import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type CompileOptions, type MdastPluginDefinition, markdownToHtml } from "satteri";

/**
 * Renders a page through one plugin, as Astro does: from a file, whose front
 * matter the processor does not see.
 *
 * @param body Markdown after the front matter
 * @param folder folder that the file is laid in; a new one when left out
 */
export async function renderWith(plugin: MdastPluginDefinition, body: string, folder?: string): Promise<string> {
  const place = folder ?? mkdtempSync(join(tmpdir(), "best-practices-page-"));
  const file = join(place, "page-under-test.md");
  try {
    writeFileSync(file, `---\ntitle: A page\n---\n\n${body}`);
    const options = { mdastPlugins: [plugin], features: { directive: true }, fileURL: pathToFileURL(file) };
    return (await markdownToHtml(`\n${body}`, options)).html;
  } finally {
    rmSync(folder === undefined ? place : file, { recursive: true });
  }
}

/**
 * Renders a file through plugins, as Astro does: without its front matter, with
 * its place.
 *
 * @param file absolute path
 */
export async function renderFile(
  file: string,
  plugins: Pick<CompileOptions, "mdastPlugins" | "hastPlugins">,
): Promise<string> {
  const body = readFileSync(file, "utf8").replace(/^---\n[\s\S]*?\n---\n/, "");
  const options = { ...plugins, features: { directive: true }, fileURL: pathToFileURL(file) };
  return (await markdownToHtml(body, options)).html;
}

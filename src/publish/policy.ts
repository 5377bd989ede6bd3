import { createHash } from "node:crypto";
import { type PageScripts, readScripts } from "./page-scripts.ts";

/** What no page of this site does, said in the page and once more in the header of every answer. */
export const refusals = ["object-src 'none'", "base-uri 'none'", "form-action 'none'"] as const;

/**
 * The content security policy of a page. Astro's own (`security.csp`) knows what
 * Astro bundles, not what a component writes into a page as it is, and forbids
 * the style attributes of diagrams.
 */
function pagePolicy({ inline, styles, hasStyleAttributes }: PageScripts): string {
  const ownStyles = ["'self'", ...hashes(styles)].join(" ");
  return [
    "default-src 'none'",
    // Pagefind's search is WebAssembly, compiled in the page or in its worker.
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes(inline)].join(" "),
    "worker-src 'self'",
    "connect-src 'self'",
    // A diagram's attributes, which may say anything; a style sheet still has to be the site's own.
    ...(hasStyleAttributes
      ? ["style-src 'self' 'unsafe-inline'", `style-src-elem ${ownStyles}`]
      : [`style-src ${ownStyles}`]),
    // Style sheets stand in the page, with their icons and the font as data.
    "img-src 'self' data:",
    "font-src 'self' data:",
    ...refusals,
  ].join("; ");
}

function hashes(texts: readonly string[]): string[] {
  const each = texts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [...new Set(each)].toSorted();
}

/**
 * A page with its policy in front of everything that it governs.
 *
 * @param name path of the page, for messages
 * @throws Error when the page holds what its policy would forbid
 */
export function withPolicy(html: string, name: string): string {
  const scripts = readScripts(html);
  const { forbidden, afterCharset, firstScript, hasPolicy } = scripts;
  if (hasPolicy) throw new Error(`${name}: has a content security policy already; only src/publish writes one`);
  if (forbidden.length > 0) {
    throw new Error(`${name}: ${forbidden[0]} runs code from an attribute: use addEventListener in a script`);
  }
  if (afterCharset === undefined) throw new Error(`${name}: has no <meta charset>, which the policy follows`);
  if (firstScript !== undefined && firstScript < afterCharset) {
    throw new Error(`${name}: a script stands before <meta charset>, where no policy can govern it: move it down`);
  }
  const policy = `<meta http-equiv="content-security-policy" content="${pagePolicy(scripts)}">`;
  return html.slice(0, afterCharset) + policy + html.slice(afterCharset);
}

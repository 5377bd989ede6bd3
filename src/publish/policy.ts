import { createHash } from "node:crypto";
import { readScripts } from "./page-scripts.ts";

/** What no page of this site does, said in the page and once more in the header of every answer. */
export const refusals = ["object-src 'none'", "base-uri 'none'", "form-action 'none'"] as const;

/**
 * The content security policy of a page. Astro's own (`security.csp`) knows the
 * scripts that Astro bundles, not those that Starlight writes into a page, and
 * forbids the style attributes that colour code.
 *
 * @param scripts texts of the page's inline scripts
 */
export function pagePolicy(scripts: readonly string[]): string {
  const hashes = [...new Set(scripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`))];
  return [
    "default-src 'none'",
    // Pagefind's search is WebAssembly, compiled in the page or in its worker.
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes.toSorted()].join(" "),
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    // Style sheets hold their small icons as data.
    "img-src 'self' data:",
    "font-src 'self'",
    ...refusals,
  ].join("; ");
}

/**
 * A page with its policy in front of everything that it governs.
 *
 * @param name path of the page, for messages
 * @throws Error when the page holds what its policy would forbid
 */
export function withPolicy(html: string, name: string): string {
  const { inline, forbidden, afterCharset, firstScript, hasPolicy } = readScripts(html);
  if (hasPolicy) throw new Error(`${name}: has a content security policy already; only src/publish writes one`);
  if (forbidden.length > 0) {
    throw new Error(`${name}: ${forbidden[0]} runs code from an attribute: use addEventListener in a script`);
  }
  if (afterCharset === undefined) throw new Error(`${name}: has no <meta charset>, which the policy follows`);
  if (firstScript !== undefined && firstScript < afterCharset) {
    throw new Error(`${name}: a script stands before <meta charset>, where no policy can govern it: move it down`);
  }
  const policy = `<meta http-equiv="content-security-policy" content="${pagePolicy(inline)}">`;
  return html.slice(0, afterCharset) + policy + html.slice(afterCharset);
}

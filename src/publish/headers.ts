import { refusals } from "./policy.ts";

/**
 * Headers of every answer. Scripts are left to the policy in each page, which
 * names the hashes of that page: the union of all would allow more. The header
 * adds what a `<meta>` cannot say, and what holds for files that are no page.
 */
const everywhere = {
  "Content-Security-Policy": [...refusals, "frame-ancestors 'none'"].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Content-Type-Options": "nosniff",
} as const;

/** Folders below the base whose files have a hash of their content in their names. */
const hashedFolders = ["_astro", "pagefind/fragment", "pagefind/index"] as const;

const forEver = "public, max-age=31536000, immutable";

/**
 * `_headers`, as Netlify and Cloudflare Pages read it. Both let browsers ask
 * again for everything that no rule is about.
 *
 * @param base path that the site is served under, "/" at both ends
 */
export function headersFile(base: string): string {
  const rule = (path: string, headers: Readonly<Record<string, string>>) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join("\n");
  return [
    rule(`${base}*`, everywhere),
    ...hashedFolders.map((folder) => rule(`${base}${folder}/*`, { "Cache-Control": forEver })),
    "",
  ].join("\n");
}

/**
 * The site as a server of nginx, for its folder `conf.d`.
 *
 * @param base path that the site is served under, "/" at both ends
 * @param root folder that holds the built site below that path
 */
export function nginxServer(base: string, root: string): string {
  const hashed = `~^${base}(?:${hashedFolders.join("|")})/`;
  return `# Generated from src/publish/headers.ts.
map $uri $site_cache_control {
  default "no-cache";
  "${hashed}" "${forEver}";
}
server {
  listen 8080;
  root ${root};
  absolute_redirect off;
  server_tokens off;
  charset utf-8;
  charset_types text/css text/markdown text/plain text/xml application/javascript application/json;
  gzip on;
  gzip_types text/css text/markdown text/plain text/xml application/javascript application/json image/svg+xml;
  add_header Cache-Control $site_cache_control always;
${Object.entries(everywhere)
  .map(([name, value]) => `  add_header ${name} "${value}" always;`)
  .join("\n")}
  error_page 404 ${base}404.html;
  location ~ \\.md$ {
    default_type text/markdown;
  }
  location ${base}_headers {
    return 404;
  }${base === "/" ? "" : `\n  location = / {\n    return 302 ${base};\n  }`}
}
`;
}

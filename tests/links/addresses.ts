import { existsSync } from "node:fs";
import { Parser } from "htmlparser2";
import { projectRoot } from "../../src/config/paths.ts";
import { readScripts } from "../../src/publish/page-scripts.ts";
import { withPolicy } from "../../src/publish/policy.ts";

/** What a site says about its own addresses, in pages and in files for machines. */
export interface Published {
  /** Texts of the site's HTML, XML, JSON and text files, by path below the site's folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Absolute address of the home page, with a slash at its end. */
  readonly address: string;
  /** Address of the repository that pages link. */
  readonly repository: string;
}

/** What a site is built for when nobody says where it is published. */
const unpublished = "http://localhost:4321";

/**
 * Checks that everything published names the address it is published at.
 *
 * @returns messages with the file, what it says, and what it should say
 */
export function checkAddresses({ files, address, repository }: Published): string[] {
  const problems: string[] = [];
  const demand = (file: string, holds: boolean, message: string) => {
    if (!holds) problems.push(`${file}: ${message}`);
  };
  for (const [file, html] of files) {
    if (!file.endsWith(".html")) continue;
    const page = readHead(html);
    const own = `${address}${file === "404.html" ? "404/" : file.replace(/index\.html$/, "")}`;
    if (page.refresh === undefined) {
      demand(file, page.canonical === own, `is canonical at ${page.canonical}, not at ${own}`);
      demand(file, page.openGraph === own, `has og:url ${page.openGraph}, not ${own}`);
      const edit = page.links.find((url) => url.startsWith(`${repository}/edit/main/`));
      const source = edit?.slice(`${repository}/edit/main/`.length);
      demand(file, source !== undefined && existsSync(`${projectRoot}${source}`), `offers to edit ${edit}`);
      const report = page.links.find((url) => url.startsWith(`${repository}/issues/new?`));
      const fields = report ? new URL(report).searchParams : undefined;
      demand(file, fields?.get("page") === own, `reports a problem with ${fields?.get("page")}, not with ${own}`);
      const id = /^g\/([^/]+)\//.exec(file)?.[1]?.toUpperCase();
      demand(file, !id || fields?.get("title") === `${id}: `, `reports a problem with ${fields?.get("title")}`);
    } else {
      const target = page.refresh.replace(new URL(address).pathname, address);
      demand(file, page.canonical === target, `leads to ${page.refresh}, but is canonical at ${page.canonical}`);
    }
    const policy = /<meta http-equiv="content-security-policy"[^>]*>/.exec(html)?.[0];
    demand(file, policy !== undefined, "has no content security policy");
    if (policy) {
      demand(file, withPolicy(html.replace(policy, ""), file) === html, "its policy is not that of its scripts");
      demand(file, readScripts(html).inline.length > 0, "has no inline script, so nothing is shown of its policy");
    }
  }
  for (const [file, text] of address.startsWith(unpublished) ? [] : files) {
    demand(file, !text.includes(unpublished), "names the address of a site that nobody published");
  }
  const said = (file: string, pattern: RegExp) =>
    [...(files.get(file) ?? "").matchAll(pattern)].map((match) => match[1] ?? "");
  for (const [file, pattern] of [
    ["sitemap-index.xml", /<loc>([^<]+)/g],
    ["sitemap-0.xml", /<loc>([^<]+)/g],
    ["robots.txt", /^Sitemap: (.*)$/gm],
    ["feed.xml", /<(?:id>|link [^>]*?href=")([^<"#]+)/g],
    ["guidelines.json", /"(?:url|\$schema)": "([^"]+\/(?:g\/[^"/]+\/|[^"/]+\.json))"/g],
    ["guidelines.schema.json", /"\$id": ?"([^"]+)"/g],
    ["llms.txt", /(?:\]\(|: )(https?:\/\/[^)\s]+)/g],
  ] as const) {
    const urls = said(file, pattern);
    demand(file, urls.length > 0, "names no address of the site");
    for (const url of urls) {
      const path = url.slice(address.length);
      const exists = url.startsWith(address) && (files.has(path) || files.has(`${path}index.html`));
      demand(file, exists, `names ${url}, which is not published`);
    }
  }
  return problems;
}

function readHead(html: string) {
  let canonical: string | undefined;
  let openGraph: string | undefined;
  let refresh: string | undefined;
  const links: string[] = [];
  new Parser({
    onopentag(element, { rel, href, property, content, "http-equiv": equivalent }) {
      if (element === "link" && rel === "canonical") canonical = href;
      if (element === "meta" && property === "og:url") openGraph = content;
      if (element === "meta" && equivalent === "refresh") refresh = content?.replace(/^0; url=/, "");
      if (element === "a" && href) links.push(href);
    },
  }).end(html);
  return { canonical, openGraph, refresh, links };
}

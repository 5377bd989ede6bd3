import { repositoryUrl } from "../../src/config/site.ts";
import type { BuiltPage, BuiltSite } from "./site.ts";

/** What the check found: messages for broken links, and the addresses outside the site. */
export interface LinkReport {
  readonly broken: readonly string[];
  readonly external: readonly string[];
}

/** Links of every page to the repository, such as the one to edit it: tests/links/addresses.ts looks at them. */
const ownLink = new RegExp(`^${RegExp.escape(repositoryUrl)}(?:$|/(?:edit|issues/new|commit)\\b)`);

/**
 * Checks every link, fragment, image and asset of a built site.
 *
 * @param base path that the site is served under, "/" at both ends
 * @returns messages that name the page, the link and what exists instead
 */
export function checkLinks(site: BuiltSite, base: string): LinkReport {
  const broken: string[] = [];
  const external = new Set<string>();
  for (const page of site.pages.values()) {
    for (const { url, element } of page.references) {
      if (/^(mailto:|data:|blob:)/.test(url)) continue;
      if (/^([a-z]+:)?\/\//i.test(url)) {
        if (element !== "a") broken.push(`${base}${page.address}: <${element}> loads ${url} from another host`);
        else if (!ownLink.test(url)) external.add(url);
        continue;
      }
      const reason = whyBroken(site, base, page, url);
      if (reason) broken.push(`${base}${page.address}: <${element}> ${url}: ${reason}`);
    }
  }
  for (const { sheet, url } of site.styleReferences) {
    if (url.startsWith("data:") || url.startsWith("#")) continue;
    const path = new URL(url, `http://site${base}${sheet}`).pathname;
    if (!site.files.has(path.slice(base.length))) broken.push(`${base}${sheet}: url(${url}): there is no such file`);
  }
  return { broken, external: [...external].toSorted() };
}

function whyBroken(site: BuiltSite, base: string, page: BuiltPage, url: string): string | undefined {
  const target = new URL(url, `http://site${base}${page.address}`);
  if (!target.pathname.startsWith(base)) return `leaves the site's base path ${base}`;
  const path = decodeURIComponent(target.pathname.slice(base.length));
  const linked = site.pages.get(path);
  if (!linked) {
    if (site.files.has(path)) return undefined;
    return site.pages.has(`${path}/`) ? "the address lacks the slash at its end" : "there is no such page or file";
  }
  const fragment = decodeURIComponent(target.hash.slice(1));
  if (fragment === "" || fragment === "_top" || linked.ids.has(fragment)) return undefined;
  return `there is no #${fragment} on that page; it has: ${[...linked.ids].toSorted().join(", ") || "none"}`;
}

import { addressOf, type PublishedSite } from "./site.ts";

/** `robots.txt`: everything may be read, and where all pages are listed. Robots ask for it at the root of a host. */
export function robotsTxt(site: PublishedSite): string {
  return `User-agent: *\nAllow: /\n\nSitemap: ${addressOf(site, "sitemap-index.xml")}\n`;
}

import { guidelineSlug } from "../content-model/guideline.ts";
import { addressOf, type PublishedSite } from "./site.ts";

/** Entries that the feed keeps. */
const longestFeed = 200;

/** `feed.xml`: an Atom feed of new and changed guidelines, made of their History sections. */
export function feed(site: PublishedSite): string {
  const changes = site.catalogue.guidelines
    .flatMap((guideline) => guideline.history.map((change) => ({ guideline, ...change })))
    .toSorted((a, b) => b.date.localeCompare(a.date, "en") || a.guideline.id.localeCompare(b.guideline.id, "en"))
    .slice(0, longestFeed);
  const entries = changes.map(({ guideline, date, text }) => {
    const url = addressOf(site, `${guidelineSlug(guideline.id)}/`);
    return [
      "  <entry>",
      `    <id>${escapeXml(`${url}#${date}`)}</id>`,
      `    <title>${escapeXml(`${guideline.id}: ${guideline.title}`)}</title>`,
      `    <link href="${escapeXml(url)}"/>`,
      `    <updated>${date}T00:00:00Z</updated>`,
      `    <summary>${escapeXml(`${text} ${guideline.summary}`)}</summary>`,
      "  </entry>",
    ].join("\n");
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${escapeXml(site.address)}</id>`,
    `  <title>${escapeXml(`${site.title}: guidelines`)}</title>`,
    `  <link href="${escapeXml(site.address)}"/>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeXml(addressOf(site, "feed.xml"))}"/>`,
    `  <author><name>${escapeXml(site.title)}</name></author>`,
    `  <updated>${changes[0]?.date ?? "1970-01-01"}T00:00:00Z</updated>`,
    ...entries,
    "</feed>",
    "",
  ].join("\n");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

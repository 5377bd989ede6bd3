import { guidelinesOfGuide } from "../content-model/catalogue.ts";
import {
  exceptionsSection,
  guidelinesSection,
  relatedSection,
  reportOfProof,
  seenSection,
} from "../content-model/derived.ts";
import { parseFenceInfo } from "../content-model/fence.ts";
import type { Guideline } from "../content-model/guideline.ts";
import { resolveLink } from "../content-model/links.ts";
import { descriptionOf, type Page, titleOf } from "../content-model/page.ts";
import { includeSample } from "../content-model/sample.ts";
import { componentMarkdown } from "./components.ts";
import { type PublishedSite, pathTo } from "./site.ts";

/**
 * The Markdown of a page as it can be read alone: samples included, links
 * absolute, the sections made of front matter in their places.
 *
 * @throws Error when the page shows a component that has no Markdown form
 */
export function pageMarkdown(page: Page, site: PublishedSite): string {
  const { guidelines } = site.catalogue;
  const guideline = guidelines.find((candidate) => candidate.page === page);
  const linkTo = (slug: string) => pathTo(site, `${slug}/`);
  let body = page.source.replace(/^---\n[\s\S]*?\n---\n/, "");
  body = withPlainAsides(withSamples(body, site.samples));
  body = withAbsoluteLinks(body, page, site);
  if (page.file.endsWith(".mdx")) body = withoutComponents(body, page, site);
  if (guideline) {
    body = before(body, "How to check", `${reportOfProof(guideline, site.samples)}\n${exceptionsSection(guideline)}`);
    body = before(body, "History", `${seenSection(guideline)}\n${relatedSection(guideline, site.catalogue, linkTo)}`);
  } else {
    const listed = guidelinesOfGuide(page.slug, site.catalogue);
    if (listed.length > 0) body = before(body, "Check your work", guidelinesSection(listed, linkTo));
  }
  return `${heading(page, guideline, site)}\n${body.trim()}\n`;
}

function heading(page: Page, guideline: Guideline | undefined, site: PublishedSite): string {
  const address = pathTo(site, page.slug === "" ? "" : `${page.slug}/`);
  if (!guideline) return `# ${titleOf(page)}\n\n> ${descriptionOf(page)}\n\n${address}\n`;
  const { id, title, level, appliesTo, since, status, replacedBy, summary } = guideline;
  const standing = replacedBy ? `${status}, follow ${replacedBy.join(" and ")} instead` : status;
  const labels = `${id}, ${level}, applies to ${appliesTo.join(", ")}, since SDK ${since}, ${standing}`;
  return `# ${title}\n\n> ${summary}\n\n${labels}: ${address}\n`;
}

function before(body: string, section: string, added: string): string {
  return body.replace(new RegExp(`^## ${section}$`, "m"), () => `${added}\n## ${section}`);
}

/** A fenced block, also in a list: as many backticks, as far from the left, at the end as at the beginning. */
const fencedBlock =
  /^(?<indent>[ \t]*)(?<fence>`{3,})(?<language>[\w-]+)(?<meta>[^\n]*)\n(?<code>[\s\S]*?)^\k<indent>\k<fence>$/gm;

function withSamples(body: string, samples: string): string {
  return body.replaceAll(
    fencedBlock,
    (_block, indent: string, fence: string, language: string, meta: string, code: string) => {
      const info = parseFenceInfo(meta);
      if (info.file === undefined) return `${indent}${fence}${language}\n${code}${indent}${fence}`;
      const { text, title } = includeSample(info, samples);
      const longest = Math.max(2, ...(text.match(/^`+/gm) ?? []).map((ticks) => ticks.length));
      const around = "`".repeat(longest + 1);
      return `${around}${language} title="${title}"\n${text}\n${around}`.replaceAll(/^(?=.)/gm, indent);
    },
  );
}

/** An aside as a quotation that begins with its title. */
function withPlainAsides(body: string): string {
  return body.replaceAll(
    /^:::(?<kind>note|tip|caution|danger)(?:\[(?<title>[^\]]*)\])?\n(?<text>[\s\S]*?)^:::$/gm,
    (_aside, kind: string, title: string | undefined, text: string) =>
      `**${title ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`}**\n\n${text.trim()}`.replaceAll(/^/gm, "> "),
  );
}

function withAbsoluteLinks(body: string, page: Page, site: PublishedSite): string {
  const toAddress = (link: string, url: string) => {
    const target = resolveLink(url, page.file, site.content);
    if (target.kind === "external") return link;
    const slug = target.kind === "anchor" ? page.slug : target.slug;
    const fragment = target.fragment === "" ? "" : `#${target.fragment}`;
    return `](${pathTo(site, slug === "" ? "" : `${slug}/`)}${fragment})`;
  };
  let text = "";
  let end = 0;
  const addText = (part: string) => {
    text += part.replaceAll(/\]\((?<url>[^)\s]+)\)/g, toAddress);
  };
  for (const block of body.matchAll(fencedBlock)) {
    addText(body.slice(end, block.index));
    text += block[0];
    end = block.index + block[0].length;
  }
  addText(body.slice(end));
  return text;
}

function withoutComponents(body: string, page: Page, site: PublishedSite): string {
  return body
    .replaceAll(/^import .*;\n/gm, "")
    .replaceAll(/^ *<Door title="([^"]*)">\n([\s\S]*?)^ *<\/Door>\n/gm, (_tag, title: string, text: string) => {
      return `**${title}**\n\n${text.replaceAll(/^ +/gm, "")}\n`;
    })
    .replaceAll(/^<\/?Doors>\n/gm, "")
    .replaceAll(/^<(?<name>[A-Z]\w*)(?: id="(?<id>[^"]*)")? ?\/>$/gm, (_tag, name: string, id?: string) => {
      const toMarkdown = componentMarkdown[name];
      if (!toMarkdown) throw new Error(`${page.file}: <${name} /> has no Markdown form in src/machine/components.ts`);
      return toMarkdown(site, id);
    });
}

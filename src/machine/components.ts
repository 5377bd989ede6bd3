import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { areas } from "../content-model/areas.ts";
import { answeredTopics, readOriginalPage } from "../content-model/coverage.ts";
import { type Guideline, guidelineSlug } from "../content-model/guideline.ts";
import { descriptionOf, titleOf } from "../content-model/page.ts";
import { proofPackage, readReport } from "../content-model/proof-report.ts";
import { type Question, toDocument } from "../tools/worksheet.ts";
import { guidesOf } from "./llms.ts";
import { type PublishedSite, pathTo } from "./site.ts";

/** The components of MDX pages as Markdown, by name. */
export const componentMarkdown: Readonly<Record<string, (site: PublishedSite, id?: string) => string>> = {
  SearchBox: () => "",
  SymptomFinder: () => "",
  Specimen: (site, id = "") => {
    const guideline = site.catalogue.byId.get(id);
    const proof = guideline && proofPackage(guideline);
    const report = proof && readReport(site.samples, proof);
    if (!report) throw new Error(`content/index.mdx: ${id} is no guideline with a recorded proof`);
    return `${link(site, id)} (${guideline.level}): ${guideline.title}. Code that does otherwise was run:\n\n\`\`\`text\n${report}\n\`\`\``;
  },
  GuideList: (site) =>
    guidesOf(site)
      .map(
        (page, index) => `${index + 1}. [${titleOf(page)}](${pathTo(site, `${page.slug}/`)}): ${descriptionOf(page)}`,
      )
      .join("\n"),
  GuidelineTable: (site) => byArea(site, ""),
  Checklist: (site) => byArea(site, "[ ] "),
  Worksheet: (site) => {
    const questions = load(readFileSync(`${site.content}worksheet.yaml`, "utf8")) as Question[];
    return toDocument(questions, {}, pathTo(site, "guides/research/"));
  },
  SymptomTable: (site) =>
    listed(site)
      .flatMap((guideline) => guideline.symptoms.map((symptom) => `- ${symptom}: ${link(site, guideline.id)}`))
      .toSorted()
      .join("\n"),
  TopicTable: (site) =>
    answeredTopics(site.content, site.catalogue.guidelines)
      .map(({ topic, points, ids }) => `- \`${topic}\` (${points}): ${ids.map((id) => link(site, id)).join(", ")}`)
      .join("\n"),
  OriginalPageTable: (site) =>
    readOriginalPage(site.content)
      .map(({ says, answeredBy }) => `- ${says} → ${answeredBy.join(", ")}`)
      .join("\n"),
};

function listed(site: PublishedSite): Guideline[] {
  return site.catalogue.guidelines.filter(({ status }) => status !== "retired");
}

function link(site: PublishedSite, id: string): string {
  return `[${id}](${pathTo(site, `${guidelineSlug(id)}/`)})`;
}

function byArea(site: PublishedSite, box: string): string {
  return areas
    .flatMap((area) => {
      const inArea = listed(site).filter((guideline) => guideline.area === area);
      if (inArea.length === 0) return [];
      const lines = inArea.map(({ id, level, title }) => `- ${box}${link(site, id)} (${level}): ${title}`);
      return [`## ${area.title}\n\n${lines.join("\n")}`];
    })
    .join("\n\n");
}

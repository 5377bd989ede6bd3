import { z } from "astro/zod";
import {
  benchmarkProof,
  facets,
  type Guideline,
  guidelineSlug,
  idSyntax,
  levels,
  permalink,
  reviewProof,
  sides,
  statuses,
  testProof,
} from "../content-model/guideline.ts";
import { type PublishedSite, pathTo } from "./site.ts";

/** Version of the format: the first number changes when a reader of the file would break. */
export const formatVersion = "1.2.0";

const id = z.string().regex(idSyntax);

const address = z.string().meta({ format: "uri-reference" });

const publishedEvidence = z.strictObject({
  url: permalink,
  does: z.enum(["follows", "breaks"]),
  look: z.string(),
  main: z
    .strictObject({ commit: z.string(), looked: z.iso.date(), state: z.enum(["same", "changed"]) })
    .optional()
    .describe("What the main branch does: the commit, and the day on which somebody looked"),
});

const publishedGuideline = z
  .strictObject({
    id: id.describe("Never reused, never changed without a redirect"),
    title: z.string().describe("The statement"),
    level: z
      .enum(levels)
      .describe(
        "must: data is lost or doubled without bound, secrets are shown, a pipeline hangs, or a plugin crashes",
      ),
    appliesTo: z.array(z.enum([...sides, ...facets])).min(1),
    summary: z.string().describe("The reason in one sentence"),
    status: z.enum(statuses),
    replacedBy: z.array(id).optional().describe("What to follow instead of a retired guideline"),
    since: z.string().describe("Version of the Connector SDK from which it holds"),
    area: z.string().describe("Part of a connector that it speaks about"),
    topics: z.array(z.string()).min(1).describe("Questions of authors and reviewers that it answers"),
    symptoms: z.array(z.string()).min(1).describe("What somebody sees when it is not followed"),
    exceptions: z.array(z.strictObject({ when: z.string(), instead: z.string() })),
    related: z.array(id),
    evidence: z.array(publishedEvidence).min(1),
    proof: z.union([reviewProof, testProof, benchmarkProof]),
    url: address.describe("Address of the page; a path when the site was built without an address"),
  })
  .describe("One guideline; its text is at its url with index.md");

const publishedFile = z
  .strictObject({
    $schema: address,
    version: z.literal(formatVersion),
    guidelines: z.array(publishedGuideline).min(1),
  })
  .describe("Best practices for Conduit connectors");

/** `guidelines.schema.json`: what a reader of `guidelines.json` can rely on. */
export function guidelinesSchema(site: PublishedSite): string {
  const schema = z.toJSONSchema(publishedFile, { target: "draft-2020-12" });
  return toText({ $id: pathTo(site, "guidelines.schema.json"), title: site.title, ...schema });
}

/** `guidelines.json`: every guideline, retired ones too. */
export function guidelinesJson(site: PublishedSite): string {
  const file: z.infer<typeof publishedFile> = {
    $schema: pathTo(site, "guidelines.schema.json"),
    version: formatVersion,
    guidelines: site.catalogue.guidelines.map((guideline) => publish(guideline, site)),
  };
  return toText(file);
}

function publish(guideline: Guideline, site: PublishedSite): z.infer<typeof publishedGuideline> {
  const { page: _page, history: _history, keywords: _keywords, area, exceptions, ...data } = guideline;
  return {
    ...data,
    area: area.folder,
    exceptions: exceptions === "none" ? [] : exceptions,
    url: pathTo(site, `${guidelineSlug(guideline.id)}/`),
  };
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

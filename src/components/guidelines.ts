import { getCollection } from "astro:content";
import { siteAddress, siteBase } from "../config/site.ts";
import { areas } from "../content-model/areas.ts";
import { type GuidelineData, guidelineFrontMatter, guidelineKeys, guidelineSlug } from "../content-model/guideline.ts";

/** A guideline as components show it. */
export interface ListedGuideline extends GuidelineData {
  readonly area: string;
  /** Path of its page with the base. */
  readonly path: string;
  /** Absolute address. */
  readonly url: string;
}

/** Checked once each: six pages list all of them. */
const checked = new WeakMap<object, GuidelineData>();

/** Only what a guideline's front matter holds; Starlight adds keys of its own. */
export function guidelineOf(data: object): GuidelineData {
  const known = checked.get(data);
  if (known) return known;
  const own = Object.entries(data).filter(([key, value]) => guidelineKeys.includes(key) && value !== undefined);
  const guideline = guidelineFrontMatter.parse(Object.fromEntries(own));
  checked.set(data, guideline);
  return guideline;
}

/** Every guideline in the order in which a reviewer reads code, retired ones left out. */
export async function listGuidelines(): Promise<ListedGuideline[]> {
  const entries = await getCollection("docs", ({ id, data }) => id.startsWith("g/") && data.status !== "retired");
  const all = entries.map(({ data }) => guidelineOf(data));
  return areas.flatMap(({ prefix, title }) =>
    all
      .filter(({ id }) => id.startsWith(`${prefix}-`))
      .toSorted((a, b) => a.id.localeCompare(b.id, "en"))
      .map((guideline) => ({
        ...guideline,
        area: title,
        path: `${siteBase}${guidelineSlug(guideline.id)}/`,
        url: `${siteAddress}${guidelineSlug(guideline.id)}/`,
      })),
  );
}

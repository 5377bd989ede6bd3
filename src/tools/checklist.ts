import { plainLine } from "./markdown-text.ts";

/** What the checklist knows of a guideline. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly level: string;
  readonly area: string;
  readonly appliesTo: readonly string[];
  /** Absolute address. */
  readonly url: string;
}

/** What somebody has entered: what the connector is, and how far the review is. */
export interface Review {
  /** Sides and facets of the connector. */
  readonly kinds: readonly string[];
  readonly done: readonly string[];
  /** Reasons of the guidelines that do not bind here, by ID. */
  readonly exempt: Readonly<Record<string, string>>;
}

export const noReview: Review = { kinds: [], done: [], exempt: {} };

const sides = ["source", "destination"];

/**
 * Whether a guideline speaks about a connector of these kinds: it names one of
 * the sides, and one of the facets when it is limited to some.
 */
export function applies({ appliesTo }: Pick<Item, "appliesTo">, kinds: readonly string[]): boolean {
  const named = (list: readonly string[]) => list.some((kind) => kinds.includes(kind));
  const facets = appliesTo.filter((kind) => !sides.includes(kind));
  return named(appliesTo.filter((kind) => sides.includes(kind))) && (facets.length === 0 || named(facets));
}

/** The review as parameters of an address; nothing for what is empty. */
export function toParameters({ kinds, done, exempt }: Review): URLSearchParams {
  const parameters = new URLSearchParams();
  if (kinds.length > 0) parameters.set("kinds", kinds.join(","));
  if (done.length > 0) parameters.set("done", done.join(","));
  for (const [id, reason] of Object.entries(exempt)) parameters.append("exempt", `${id}:${reason}`);
  return parameters;
}

/** The review of an address; what is unknown in it is dropped. */
export function fromParameters(
  parameters: URLSearchParams,
  known: { ids: readonly string[]; kinds: readonly string[] },
): Review {
  const list = (name: string, among: readonly string[]) =>
    (parameters.get(name) ?? "").split(",").filter((value) => among.includes(value));
  const exempt = parameters.getAll("exempt").flatMap((entry) => {
    const [id = "", ...reason] = entry.split(":");
    return known.ids.includes(id) ? [[id, reason.join(":")] as const] : [];
  });
  return { kinds: list("kinds", known.kinds), done: list("done", known.ids), exempt: Object.fromEntries(exempt) };
}

/**
 * The review as a Markdown task list, for a comment in a pull request.
 *
 * @param address absolute address that opens this review again
 */
export function toTaskList(items: readonly Item[], review: Review, address: string): string {
  const shown = items.filter((item) => applies(item, review.kinds));
  const done = shown.filter(({ id }) => review.done.includes(id) || id in review.exempt).length;
  return [
    `## Connector review: ${review.kinds.map(spoken).join(", ")}`,
    "",
    `${done} of ${shown.length} done. [Open this checklist](${address})`,
    ...sections(shown, (item) => line(item, review)),
    "",
  ].join("\n");
}

/** The guidelines as a pull-request template for a connector's repository: nothing is ticked yet. */
export function toTemplate(items: readonly Item[], review: Review): string {
  const shown = items.filter((item) => applies(item, review.kinds));
  return [
    "<!-- Save as .github/pull_request_template.md -->",
    "",
    "## What changes, and why",
    "",
    "",
    "## Checklist",
    "",
    "Tick what holds. Where a guideline does not bind, strike it through and say why.",
    ...sections(shown, (item) => line(item, { ...review, done: [], exempt: {} })),
    "",
  ].join("\n");
}

/** How a kind is written in a sentence. */
export function spoken(kind: string): string {
  return kind === "sql" ? "SQL" : kind.replace("-", " ");
}

function sections(items: readonly Item[], toLine: (item: Item) => string): string[] {
  const titles = [...new Set(items.map(({ area }) => area))];
  return titles.flatMap((title) => ["", `### ${title}`, "", ...items.filter(({ area }) => area === title).map(toLine)]);
}

function line({ id, title, level, url }: Item, { done, exempt }: Review): string {
  const reason = exempt[id];
  if (reason !== undefined) {
    return `- [x] [${id}](${url}) ~~${title}~~ Exempt: ${plainLine(reason) || "no reason given"}`;
  }
  return `- [${done.includes(id) ? "x" : " "}] [${id}](${url}) (${level}) ${title}`;
}

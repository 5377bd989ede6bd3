import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Files that name the versions of Conduit and of the SDK, below a content folder. */
export const versionFiles = {
  "versions.yaml": `described: [v0.19.0, v0.18.0]
main: { becomes: v0.20, commit: ${"ab".repeat(20)}, looked: 2026-11-29 }
history:
  conduit: {}
  sdk: {}
`,
  "samples/go.mod": "require github.com/conduitio/conduit-connector-sdk v0.14.2\n",
  "samples/conduit.mod": "require github.com/conduitio/conduit v0.14.0\n",
};

/**
 * Lays files into a temporary content folder.
 *
 * @param files texts by path below the folder
 * @returns absolute path of the folder, with a slash at its end
 */
export function layContent(files: Readonly<Record<string, string>>): string {
  const content = `${mkdtempSync(join(tmpdir(), "best-practices-content-"))}/`;
  mkdirSync(`${content}samples`, { recursive: true });
  for (const [path, text] of Object.entries({ ...versionFiles, ...files })) {
    mkdirSync(dirname(`${content}${path}`), { recursive: true });
    writeFileSync(`${content}${path}`, text);
  }
  return content;
}

const permalink = "https://github.com/ConduitIO/conduit-connector-file/blob/v0.10.3/destination.go#L59-L67";

/** A guideline without a mistake, as the lines of its file. */
export function guidelineText(id: string, { related = "POS-ONE", body = "" } = {}): string {
  return `---
id: ${id}
title: The statement of ${id.toLowerCase()}
level: must
appliesTo: [source, snapshot]
summary: What goes wrong is said in one sentence that is long enough.
since: v0.14.2
status: stable
topics: [position.content]
symptoms: [Rows come twice]
keywords: [word]
exceptions:
  - when: The system is <another>
    instead: Do \`that\`.
related: [${related}]
evidence:
  - url: ${permalink}
    does: follows
    look: The count that is returned.
proof:
  review: Nobody can run this one in a test.
---

## Why

Because. ${body}

## Do

\`\`\`yaml fragment="an example"
a: 1
\`\`\`

## Don't

\`\`\`yaml fragment="an example"
a: 2
\`\`\`

## How to check

Look.

## History

- 2026-11-23: Changed.
- 2026-11-22: Published.
`;
}

/** Files of a small site: two guidelines, the guide that lists them, a glossary. */
export const smallSite = {
  "guidelines/position/pos-one.md": guidelineText("POS-ONE", {
    related: "POS-TWO",
    body: "See POS-TWO and `POS-TWO`.",
  }),
  "guidelines/position/pos-two.md": guidelineText("POS-TWO"),
  "guides/positions-and-acknowledgements.md": `---
title: Positions
description: A description that is long enough for the schema of the site.
sidebar:
  order: 1
---

## In short

POS-ONE, and a record. Records again. [POS-TWO](./positions-and-acknowledgements.md) stays.

## Check your work

Done.
`,
  "glossary.md": `---
title: Glossary
description: A description that is long enough for the schema of the site.
aliases:
  Record: [records]
---

## Record

What a *source* reads, see [code](https://example.org/). It has a position.
`,
  "topics.yaml": "position.content: 19\nposition.resume: 1\n",
};

// Composes the site; every part has a file of its own under src/.
import { satteri, satteriHeadingIdsPlugin } from "@astrojs/markdown-satteri";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import { codeBlocks } from "./src/config/code-blocks.ts";
import { components } from "./src/config/components.ts";
import { conduitModule, contentDir, kitDir, renderedDiagramsDir, samplesDir, sourceDir } from "./src/config/paths.ts";
import { branch } from "./src/config/repository.ts";
import { search } from "./src/config/search.ts";
import { sidebar } from "./src/config/sidebar.ts";
import {
  hasAddress,
  repositoryUrl,
  siteAddress,
  siteBase,
  siteDescription,
  siteTitle,
  siteUrl,
} from "./src/config/site.ts";
import { siteCommit } from "./src/config/site-commit.ts";
import { anchorAliasesPlugin } from "./src/plugins/anchor-aliases.ts";
import { contentGuard } from "./src/plugins/content-guard.ts";
import { derivedSectionsPlugin } from "./src/plugins/derived-sections.ts";
import { diagramPlugin } from "./src/plugins/diagram.ts";
import { englishOnly } from "./src/plugins/english-only.ts";
import { fixedAnchorsPlugin } from "./src/plugins/fixed-anchors.ts";
import { glossaryLinksPlugin } from "./src/plugins/glossary-links.ts";
import { guidelineLinksPlugin } from "./src/plugins/guideline-links.ts";
import { headingLinksPlugin } from "./src/plugins/heading-links.ts";
import { includeSamplePlugin } from "./src/plugins/include-sample.ts";
import { machineFilesIntegration } from "./src/plugins/machine-files.ts";
import { ownStyles } from "./src/plugins/own-styles.ts";
import { pageLinksPlugin } from "./src/plugins/page-links.ts";
import { scrollableTablesPlugin } from "./src/plugins/scrollable-tables.ts";
import { tableCornersPlugin } from "./src/plugins/table-corners.ts";
import { taskListPlugin } from "./src/plugins/task-list.ts";
import { publishIntegration } from "./src/publish/integration.ts";

export default defineConfig({
  site: siteUrl,
  base: siteBase,
  trailingSlash: "always",
  devToolbar: { enabled: false },
  // One request shows a page: style and font stand in it, and no script is sent to fetch the next one early.
  // Several pages are written, or taken over from the build before, at a time.
  build: { inlineStylesheets: "always", concurrency: 8 },
  prefetch: false,
  markdown: {
    shikiConfig: codeBlocks,
    processor: satteri({
      mdastPlugins: [
        includeSamplePlugin(samplesDir),
        diagramPlugin(renderedDiagramsDir),
        pageLinksPlugin(contentDir, siteBase),
        // What these add is no Markdown of an author: their links lead to pages already.
        derivedSectionsPlugin(contentDir, samplesDir, siteBase),
        guidelineLinksPlugin(contentDir, siteBase),
        glossaryLinksPlugin(contentDir, siteBase),
      ],
      hastPlugins: [
        taskListPlugin,
        fixedAnchorsPlugin(contentDir),
        anchorAliasesPlugin(contentDir),
        satteriHeadingIdsPlugin(),
        headingLinksPlugin,
        scrollableTablesPlugin,
        tableCornersPlugin,
      ],
    }),
  },
  integrations: [
    ownStyles(),
    englishOnly(),
    contentGuard({ content: contentDir, samples: samplesDir, renderedDiagrams: renderedDiagramsDir, conduitModule }),
    machineFilesIntegration(
      {
        title: siteTitle,
        description: siteDescription,
        address: siteAddress,
        start: hasAddress ? siteAddress : siteBase,
        content: contentDir,
        samples: samplesDir,
      },
      siteBase,
    ),
    starlight({
      title: siteTitle,
      description: siteDescription,
      favicon: "/favicon.svg",
      sidebar,
      pagefind: search,
      expressiveCode: false,
      markdown: { processedDirs: ["./content/"], headingLinks: false },
      lastUpdated: false,
      routeMiddleware: "./src/config/route-data.ts",
      head: [
        {
          tag: "link",
          attrs: { rel: "alternate", type: "application/atom+xml", title: "Guidelines", href: `${siteBase}feed.xml` },
        },
      ],
      components,
      editLink: { baseUrl: `${repositoryUrl}/edit/${branch}/` },
    }),
    publishIntegration(siteBase, {
      folders: [contentDir, kitDir, sourceDir],
      settings: { repositoryUrl, commit: siteCommit() },
    }),
  ],
});

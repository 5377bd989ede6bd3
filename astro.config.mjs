// Composes the site; every part has a file of its own under src/.
import { satteri } from "@astrojs/markdown-satteri";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import { codeBlocks } from "./src/config/code-blocks.ts";
import { contentDir, renderedDiagramsDir, samplesDir } from "./src/config/paths.ts";
import { search } from "./src/config/search.ts";
import { sidebar } from "./src/config/sidebar.ts";
import { repositoryUrl, siteBase, siteUrl } from "./src/config/site.ts";
import { contentGuard } from "./src/plugins/content-guard.ts";
import { derivedSectionsPlugin } from "./src/plugins/derived-sections.ts";
import { diagramPlugin } from "./src/plugins/diagram.ts";
import { fixedAnchorsPlugin } from "./src/plugins/fixed-anchors.ts";
import { guidelineLinksPlugin } from "./src/plugins/guideline-links.ts";
import { includeSamplePlugin } from "./src/plugins/include-sample.ts";
import { pageLinksPlugin } from "./src/plugins/page-links.ts";
import { taskListPlugin } from "./src/plugins/task-list.ts";

export default defineConfig({
  site: siteUrl,
  base: siteBase,
  trailingSlash: "always",
  devToolbar: { enabled: false },
  markdown: {
    processor: satteri({
      mdastPlugins: [
        includeSamplePlugin(samplesDir),
        diagramPlugin(renderedDiagramsDir),
        pageLinksPlugin(contentDir, siteBase),
        // What these two add is no Markdown of an author: their links lead to pages already.
        derivedSectionsPlugin(contentDir, siteBase),
        guidelineLinksPlugin(contentDir, siteBase),
      ],
      hastPlugins: [taskListPlugin, fixedAnchorsPlugin(contentDir)],
    }),
  },
  integrations: [
    contentGuard({ content: contentDir, samples: samplesDir, renderedDiagrams: renderedDiagramsDir }),
    starlight({
      title: "Conduit connector best practices",
      description: "Best practices for writing Conduit connectors, every one of them run.",
      logo: { src: "./src/components/logo.svg", alt: "" },
      favicon: "/favicon.svg",
      sidebar,
      pagefind: search,
      customCss: ["@fontsource-variable/inter/index.css", "./src/styles/site.css", "./src/styles/diagrams.css"],
      expressiveCode: codeBlocks,
      markdown: { processedDirs: ["./content/"] },
      lastUpdated: false,
      components: { PageTitle: "./src/components/PageTitle.astro", Footer: "./src/components/Footer.astro" },
      ...(repositoryUrl && {
        editLink: { baseUrl: `${repositoryUrl}/edit/main/` },
        social: [{ icon: "github", label: "Source", href: repositoryUrl }],
      }),
    }),
  ],
});

import type { StarlightUserConfig } from "@astrojs/starlight/types";

const frame = (name: string) => `./src/components/frame/${name}.astro`;

/**
 * Starlight's parts that are replaced: all that would bring markup, style or a
 * script of its own. What is left of Starlight is content, routes, navigation
 * and metadata. CONTRIBUTING.md says what each kilobyte of a page is for.
 */
export const components: StarlightUserConfig["components"] = {
  Banner: frame("Nothing"),
  ContentPanel: frame("Panel"),
  DraftContentNotice: frame("Nothing"),
  FallbackContentNotice: frame("Nothing"),
  Footer: frame("Footer"),
  Header: frame("Header"),
  Hero: frame("Hero"),
  MarkdownContent: frame("Prose"),
  PageFrame: frame("PageFrame"),
  PageSidebar: frame("Contents"),
  PageTitle: "./src/components/PageTitle.astro",
  Sidebar: frame("Sidebar"),
  SkipLink: frame("SkipLink"),
  ThemeProvider: frame("BeforePaint"),
  TwoColumnContent: frame("Columns"),
};

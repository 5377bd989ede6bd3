import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright";
import { fontFile } from "../config/paths.ts";
import { chromiumLaunchOptions, chromiumMissing } from "./browser.ts";
import { type DiagramSource, diagramId } from "./source.ts";
import { mermaidConfig, withThemeVariables } from "./theme.ts";

declare const mermaid: {
  initialize(config: unknown): void;
  render(id: string, source: string): Promise<{ svg: string }>;
};

const require = createRequire(import.meta.url);

/** Renders diagrams with the real Mermaid in a headless Chromium. */
export class DiagramRenderer implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  static async start(): Promise<DiagramRenderer> {
    const browser = await chromium.launch(chromiumLaunchOptions()).catch((cause: unknown) => {
      throw new Error(chromiumMissing, { cause });
    });
    const page = await browser.newPage();
    await page.setContent(pageWithFont());
    await page.addScriptTag({ path: require.resolve("mermaid/dist/mermaid.min.js") });
    await page.evaluate(async (config) => {
      await document.fonts.load("600 15px 'Archivo Narrow'");
      mermaid.initialize(config);
    }, mermaidConfig);
    return new DiagramRenderer(browser, page);
  }

  /** @returns SVG whose colours are CSS variables, for inlining into a page */
  async render(diagram: DiagramSource): Promise<string> {
    const id = `diagram-${diagramId(diagram.source)}`;
    const svg = await this.#page.evaluate(async ([name, source]) => (await mermaid.render(name, source)).svg, [
      id,
      diagram.source,
    ] as const);
    return withThemeVariables(svg);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}

/** The site's own font, so that labels are measured as readers see them. */
function pageWithFont(): string {
  const font = readFileSync(fontFile).toString("base64");
  return `<!doctype html><style>
    @font-face { font-family: "Archivo Narrow"; font-weight: 600; src: url(data:font/woff2;base64,${font}); }
  </style><body style="font-family: 'Archivo Narrow'">`;
}

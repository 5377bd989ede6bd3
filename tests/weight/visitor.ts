import type { Browser, Page } from "playwright";
import type { StaticServer } from "../static-server.ts";

/** For how long nothing is fetched until a page counts as loaded, in milliseconds. */
const quiet = 250;

/** Visits pages of a site, each as if it were the first: nothing is taken from a cache. */
export class Visitor implements AsyncDisposable {
  readonly page: Page;
  /** Paths of the files that this page has fetched so far, below the site's root. */
  readonly fetched = new Set<string>();
  readonly #server: StaticServer;
  #open = 0;
  #lastChange = 0;

  private constructor(page: Page, server: StaticServer) {
    this.page = page;
    this.#server = server;
    page.on("request", (request) => {
      this.#count(1);
      if (/^https?:/.test(request.url())) this.fetched.add(server.pathOf(request.url()));
    });
    page.on("requestfinished", () => this.#count(-1));
    page.on("requestfailed", () => this.#count(-1));
  }

  static async start(browser: Browser, server: StaticServer): Promise<Visitor> {
    const context = await browser.newContext();
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    return new Visitor(page, server);
  }

  /**
   * Opens a page and waits until it has fetched what it fetches by itself, that
   * which it puts off until the browser is idle included.
   *
   * @param address path of the page below the server's root
   */
  async visit(address: string): Promise<void> {
    await this.page.goto("about:blank");
    this.fetched.clear();
    await this.page.goto(this.#server.url + address);
    // Idle tasks run in turn: this one comes after those that the page has asked for.
    await this.page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    while (this.#open > 0 || Date.now() - this.#lastChange < quiet) await this.page.waitForTimeout(50);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
  }

  #count(change: number): void {
    this.#open += change;
    this.#lastChange = Date.now();
  }
}

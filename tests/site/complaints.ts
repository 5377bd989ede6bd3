import type { Page } from "playwright/test";

/**
 * Collects what goes wrong on a page from now on: errors and warnings of the
 * console, violations of its content security policy, failed requests, and
 * requests to another host.
 *
 * @param home address of the site that requests may go to
 * @returns list that grows while the page is used
 */
export async function complaintsOf(page: Page, home: string): Promise<string[]> {
  const complaints: string[] = [];
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      console.error(`policy: ${effectiveDirective} refuses ${blockedURI}`);
    });
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`page: ${error.message}`));
  page.on("requestfailed", (request) => {
    // Whoever follows the first result of a search does not wait for the others, nor a redirect for its icon.
    const aborted = request.failure()?.errorText === "net::ERR_ABORTED";
    const leftBehind = aborted && /\/pagefind\/|\/favicon\.svg$/.test(request.url());
    if (!leftBehind) complaints.push(`failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    if (/^(?:https?|wss?):/.test(request.url()) && !request.url().startsWith(home))
      complaints.push(`foreign: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}

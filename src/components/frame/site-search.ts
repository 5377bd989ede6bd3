/**
 * `<site-search>`: a button that opens the search dialog. Its place is kept
 * (frame.css); the button is made here, for it needs the script and would cost
 * the first paint. The dialog, its style and the index come when somebody
 * reaches for them, and not before.
 */
class SiteSearch extends HTMLElement {
  connectedCallback(): void {
    this.innerHTML = `
      <button type="button" aria-keyshortcuts="/ Control+K" aria-label="Search">
        <svg aria-hidden="true" width="15" height="15" fill="none" stroke="currentColor" stroke-width="2">
          <circle cx="6" cy="6" r="5"></circle><path d="m10 10 4 4"></path>
        </svg>
        <span aria-hidden="true">Search</span>
        <kbd aria-hidden="true">/</kbd>
      </button>`;
    const button = this.querySelector("button");
    button?.addEventListener("click", () => this.open());
    // Whoever points at the button is about to press it.
    button?.addEventListener("pointerenter", () => this.dialog(), { once: true });
    addEventListener("keydown", (event) => {
      const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      if (!slash && !k) return;
      event.preventDefault();
      this.open();
    });
    addEventListener("search-for", (event) => this.open((event as CustomEvent<string>).detail));
  }

  private async open(words?: string): Promise<void> {
    const { openSearch } = await this.dialog();
    openSearch(this.dataset["base"] ?? "/", words);
  }

  private dialog(): Promise<typeof import("./search-dialog.ts")> {
    return import("./search-dialog.ts");
  }
}

customElements.define("site-search", SiteSearch);

/** `<search-box>`: a field that opens the site's search; it begins with the words of an address that leads nowhere. */
class SearchBox extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector("input");
    if (!input) return;
    input.value = location.pathname
      .replaceAll(/%[0-9a-f]{2}/gi, " ")
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "" && !["g", "guides", "docs", "index", "html", "404"].includes(word))
      .slice(-4)
      .join(" ");
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      dispatchEvent(new CustomEvent("search-for", { detail: input.value }));
    });
  }
}

customElements.define("search-box", SearchBox);

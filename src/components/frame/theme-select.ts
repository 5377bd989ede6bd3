/** `<theme-select>`: applies the chosen theme and remembers it; ThemeProvider.astro applies it on the next page. */
class ThemeSelect extends HTMLElement {
  connectedCallback(): void {
    const select = this.querySelector("select");
    if (!select) return;
    const root = document.documentElement;
    select.value = root.dataset["choice"] ?? "";
    select.addEventListener("change", () => {
      if (select.value === "") delete root.dataset["choice"];
      else root.dataset["choice"] = select.value;
      try {
        localStorage.setItem("starlight-theme", select.value);
      } catch {
        // Storage is off: the choice holds for this page.
      }
    });
  }
}

customElements.define("theme-select", ThemeSelect);

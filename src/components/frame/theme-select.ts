/**
 * `<theme-select>`: applies the chosen theme and remembers it; BeforePaint.astro
 * applies it on the next page. Made here for the same reason as the search button.
 */
class ThemeSelect extends HTMLElement {
  connectedCallback(): void {
    const select = document.createElement("select");
    select.setAttribute("aria-label", "Select theme");
    select.autocomplete = "off";
    select.append(new Option("Auto", ""), new Option("Light", "light"), new Option("Dark", "dark"));
    this.append(select);
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

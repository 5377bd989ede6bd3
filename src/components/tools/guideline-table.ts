/** `<guideline-table>`: filters the rows; the filters live in the address. */
class GuidelineTable extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form) return;
    const fill = () => {
      const parameters = new URLSearchParams(location.search);
      for (const field of this.fields(form)) field.value = parameters.get(field.name) ?? "";
      this.filter(form);
    };
    fill();
    addEventListener("popstate", fill);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.changed(form));
    // The fields are empty only after the event.
    form.addEventListener("reset", () => setTimeout(() => this.changed(form)));
  }

  private fields(form: HTMLFormElement): (HTMLInputElement | HTMLSelectElement)[] {
    return [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")];
  }

  private changed(form: HTMLFormElement): void {
    const parameters = new URLSearchParams();
    for (const { name, value } of this.fields(form)) if (value !== "") parameters.set(name, value);
    const query = parameters.toString();
    history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
    this.filter(form);
  }

  private filter(form: HTMLFormElement): void {
    const wanted = Object.fromEntries(this.fields(form).map(({ name, value }) => [name, value]));
    const words = (wanted["q"] ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const rows = [...this.querySelectorAll<HTMLTableRowElement>("tbody tr")];
    for (const row of rows) {
      const { area, level, applies = "", held, words: more = "" } = row.dataset;
      const text = `${row.textContent?.toLowerCase()} ${more}`;
      const kinds = applies.split(" ");
      const same = (name: string, value: string | undefined) => !wanted[name] || wanted[name] === value;
      const among = (name: string) => !wanted[name] || kinds.includes(wanted[name]);
      row.hidden = !(
        same("area", area) &&
        same("level", level) &&
        same("held", held) &&
        among("side") &&
        among("kind") &&
        words.every((word) => text.includes(word))
      );
    }
    const shown = rows.filter((row) => !row.hidden).length;
    const count = this.querySelector("[data-count]");
    if (count)
      count.textContent = shown === rows.length ? `${shown} guidelines` : `${shown} of ${rows.length} guidelines`;
  }
}

customElements.define("guideline-table", GuidelineTable);

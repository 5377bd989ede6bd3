import {
  applies,
  fromParameters,
  type Item,
  noReview,
  type Review,
  toParameters,
  toTaskList,
  toTemplate,
} from "../../tools/checklist.ts";

const storageKey = "review-checklist";

/**
 * `<review-checklist>`: shows the guidelines that apply, keeps the state in the
 * address, and in the browser for the next visit without one.
 */
class ReviewChecklist extends HTMLElement {
  private items: readonly Item[] = [];
  private review: Review = noReview;

  connectedCallback(): void {
    this.items = JSON.parse(this.dataset["items"] ?? "[]") as Item[];
    this.review = this.stored();
    this.show();
    this.refresh();
    this.addEventListener("input", () => {
      this.review = this.read();
      this.refresh();
    });
    this.querySelector("[data-clear]")?.addEventListener("click", () => {
      this.review = { ...noReview, kinds: this.review.kinds };
      this.show();
      this.refresh();
    });
    addEventListener("popstate", () => {
      this.review = this.stored();
      this.show();
      this.refresh();
    });
  }

  /** The review of the address, else that of the last visit, else the whole catalogue of a source. */
  private stored(): Review {
    const kinds = this.kindBoxes().map(({ value }) => value);
    const known = { ids: this.items.map(({ id }) => id), kinds };
    const given = location.search || localStorage.getItem(storageKey) || "kinds=source,snapshot,change-log";
    return fromParameters(new URLSearchParams(given), known);
  }

  private kindBoxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("input[name=kind]")];
  }

  private rows(): {
    id: string;
    row: HTMLElement;
    done: HTMLInputElement;
    exempt: HTMLInputElement;
    reason: HTMLInputElement;
  }[] {
    return [...this.querySelectorAll<HTMLElement>("[data-id]")].flatMap((row) => {
      const box = (name: string) => row.querySelector<HTMLInputElement>(`input[name=${name}]`);
      const [done, exempt, reason] = [box("done"), box("exempt"), box("reason")];
      return done && exempt && reason ? [{ id: row.dataset["id"] ?? "", row, done, exempt, reason }] : [];
    });
  }

  private read(): Review {
    const rows = this.rows();
    return {
      kinds: this.kindBoxes().flatMap(({ checked, value }) => (checked ? [value] : [])),
      done: rows.flatMap(({ id, done }) => (done.checked ? [id] : [])),
      exempt: Object.fromEntries(
        rows.flatMap(({ id, exempt, reason }) => (exempt.checked ? [[id, reason.value]] : [])),
      ),
    };
  }

  private show(): void {
    for (const box of this.kindBoxes()) box.checked = this.review.kinds.includes(box.value);
    for (const { id, done, exempt, reason } of this.rows()) {
      done.checked = this.review.done.includes(id);
      exempt.checked = id in this.review.exempt;
      reason.value = this.review.exempt[id] ?? "";
    }
  }

  private refresh(): void {
    const shown = new Set(this.items.filter((item) => applies(item, this.review.kinds)).map(({ id }) => id));
    for (const { id, row, exempt, reason } of this.rows()) {
      row.hidden = !shown.has(id);
      const label = reason.closest("label");
      if (label) label.hidden = !exempt.checked;
    }
    for (const section of this.querySelectorAll<HTMLElement>("section:not(.result)")) {
      section.hidden = section.querySelector("[data-id]:not([hidden])") === null;
    }
    const query = toParameters(this.review).toString();
    const address = `${location.origin}${location.pathname}?${query}`;
    history.replaceState(null, "", `?${query}`);
    localStorage.setItem(storageKey, query);
    this.result(shown, address);
  }

  private result(shown: ReadonlySet<string>, address: string): void {
    const list = toTaskList(this.items, this.review, address);
    const texts = { list, template: toTemplate(this.items, this.review), address };
    for (const [name, text] of Object.entries(texts)) {
      const button = this.querySelector<HTMLElement>(`[data-result=${name}]`);
      if (button) button.dataset["text"] = text;
    }
    const preview = this.querySelector("textarea");
    if (preview) preview.value = list;
    const done = [...shown].filter((id) => this.review.done.includes(id) || id in this.review.exempt).length;
    const progress = this.querySelector("[data-progress]");
    if (progress) {
      progress.textContent =
        shown.size === 0 ? "Say what the connector is: source, destination or both." : `${done} of ${shown.size} done`;
    }
  }
}

customElements.define("review-checklist", ReviewChecklist);

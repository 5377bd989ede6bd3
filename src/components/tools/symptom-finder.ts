import { fittingRows } from "../../tools/fitting-rows.ts";

/** Something on the page that a reader can be led to. */
interface Row {
  readonly text: string;
  /** What the list shows for it. */
  readonly entry: Node;
}

/** `<symptom-finder>`: lists the symptoms of this page that fit what somebody typed; the words live in the address. */
class SymptomFinder extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    const input = form?.querySelector("input");
    if (!form || !input) return;
    const fill = () => {
      input.value = new URLSearchParams(location.search).get("q") ?? "";
      this.show(input.value);
    };
    fill();
    addEventListener("popstate", fill);
    form.addEventListener("submit", (event) => event.preventDefault());
    const changed = () => {
      const query = input.value === "" ? "" : `?${new URLSearchParams({ q: input.value })}`;
      history.replaceState(null, "", `${location.pathname}${query}`);
      this.show(input.value);
    };
    form.addEventListener("input", changed);
    // The field is empty only after the event.
    form.addEventListener("reset", () => setTimeout(changed));
  }

  private show(query: string): void {
    const [status, list] = [this.querySelector("p"), this.querySelector("ul")];
    if (!status || !list) return;
    const rows = query.trim() === "" ? [] : this.rows();
    const found = fittingRows(
      query,
      rows.map(({ text }) => text),
    ).flatMap((index) => rows[index] ?? []);
    list.replaceChildren(
      ...found.map(({ entry }) => {
        const item = document.createElement("li");
        item.append(entry);
        return item;
      }),
    );
    if (query.trim() === "") status.textContent = "";
    else if (found.length > 0)
      status.textContent = found.length === 1 ? "1 symptom fits:" : `${found.length} symptoms fit:`;
    else status.textContent = "No symptom has these words. The search above looks through all pages.";
  }

  /** Sections of the page, and the rows of its table. */
  private rows(): Row[] {
    const sections = [...document.querySelectorAll<HTMLHeadingElement>(".prose h2[id]")].flatMap((heading) => {
      const text = heading.textContent?.trim() ?? "";
      return heading.id === "all-symptoms" ? [] : [{ text, entry: link(`#${heading.id}`, text) }];
    });
    const table = [...document.querySelectorAll<HTMLTableRowElement>("table.guidelines tbody tr")].map((row) => {
      const guideline = row.querySelector("a");
      const symptom = row.querySelector("td");
      const entry = document.createDocumentFragment();
      entry.append(...(symptom?.cloneNode(true).childNodes ?? []), ": ");
      if (guideline) entry.append(link(guideline.href, `${guideline.textContent} ${guideline.title}`));
      return { text: `${symptom?.textContent} ${guideline?.title}`, entry };
    });
    return [...sections, ...table];
  }
}

function link(url: string, text: string): HTMLAnchorElement {
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.textContent = text;
  return anchor;
}

customElements.define("symptom-finder", SymptomFinder);

import { type Question, toDocument } from "../../tools/worksheet.ts";

const storageKey = "research-worksheet";

/**
 * `<research-worksheet>`: turns answers into a Markdown document. Answers stay
 * in this browser, so that a reload loses nothing.
 */
class ResearchWorksheet extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form) return;
    const saved = JSON.parse(localStorage.getItem(storageKey) ?? "{}") as Record<string, string>;
    for (const field of this.fields()) field.value = saved[field.name] ?? "";
    this.refresh();
    form.addEventListener("input", () => {
      localStorage.setItem(storageKey, JSON.stringify(this.answers()));
      this.refresh();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    this.querySelector("[data-clear]")?.addEventListener("click", () => {
      if (!confirm("Clear all answers?")) return;
      localStorage.removeItem(storageKey);
      form.reset();
      this.refresh();
    });
    this.querySelector("[data-download]")?.addEventListener("click", () => this.download());
  }

  private fields(): HTMLTextAreaElement[] {
    return [...this.querySelectorAll<HTMLTextAreaElement>("form textarea")];
  }

  private answers(): Record<string, string> {
    return Object.fromEntries(this.fields().map(({ name, value }) => [name, value]));
  }

  private document(): string {
    const questions = JSON.parse(this.dataset["questions"] ?? "[]") as Question[];
    return toDocument(questions, this.answers(), this.dataset["guide"] ?? "");
  }

  private refresh(): void {
    const text = this.document();
    const shown = this.querySelector(".document");
    if (shown) shown.textContent = text;
    const button = this.querySelector<HTMLElement>("copy-button");
    if (button) button.dataset["text"] = text;
  }

  private download(): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.document()], { type: "text/markdown" }));
    link.download = "system.md";
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

customElements.define("research-worksheet", ResearchWorksheet);

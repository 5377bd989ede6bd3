/**
 * `<copy-button>`: copies the text of its `data-text` when its button is
 * activated, and says so to the eye and to assistive technology. Until it works
 * it is not seen, in a place of its own (base.css); the page shows the text itself.
 */
class CopyButton extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const said = this.querySelector("[role=status]");
    if (!button || !said) return;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(this.dataset["text"] ?? "");
        said.textContent = "Copied";
      } catch {
        said.textContent = "The browser refused; select the text instead";
      }
      setTimeout(() => {
        said.textContent = "";
      }, 4000);
    });
  }
}

customElements.define("copy-button", CopyButton);

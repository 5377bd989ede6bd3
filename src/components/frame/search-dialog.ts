import { search as options } from "../../config/search.ts";
import css from "../../styles/search.css?inline";

/** What Pagefind's own script offers, as far as it is used here: https://pagefind.app/docs/api/ */
interface Pagefind {
  options(options: object): Promise<void>;
  init(): Promise<void>;
  debouncedSearch(words: string): Promise<{ results: { data(): Promise<Found> }[] } | null>;
}

interface Found {
  readonly url: string;
  readonly excerpt: string;
  readonly meta: { readonly title?: string; readonly id?: string };
  readonly sub_results: readonly { readonly title: string; readonly url: string; readonly excerpt: string }[];
}

/** Results that are shown at once, and sections of each. */
const shownAtOnce = 8;
const sectionsShown = 2;

let dialog: HTMLDialogElement | undefined;
let index: Promise<Pagefind> | undefined;

/**
 * Opens the search dialog, or closes it when it is open.
 *
 * @param base path that the site is served under, slash at both ends
 * @param words what to search for at once
 */
export function openSearch(base: string, words?: string): void {
  dialog ??= createDialog(base);
  if (dialog.open && words === undefined) {
    dialog.close();
    return;
  }
  if (!dialog.open) dialog.showModal();
  const input = dialog.querySelector("input");
  if (!input) return;
  if (words !== undefined) {
    input.value = words;
    input.dispatchEvent(new Event("input"));
  }
  input.select();
}

function loadIndex(base: string): Promise<Pagefind> {
  index ??= (async () => {
    const pagefind = (await import(/* @vite-ignore */ `${base}pagefind/pagefind.js`)) as Pagefind;
    await pagefind.options({ ...(typeof options === "object" ? options : {}), baseUrl: base });
    await pagefind.init();
    return pagefind;
  })();
  // Offline once is not offline for ever.
  index.catch(() => (index = undefined));
  return index;
}

function createDialog(base: string): HTMLDialogElement {
  // Not as an element: the content security policy knows the page's own, and no other.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  const created = document.createElement("dialog");
  created.className = "search";
  created.setAttribute("aria-label", "Search");
  created.innerHTML = `
    <form method="dialog" role="search">
      <input type="search" aria-label="Search words" placeholder="snapshot resume, twice after a restart, DEST-COUNT"
        autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search">
      <button>Close</button>
    </form>
    <p role="status"></p>
    <ol></ol>`;
  document.body.append(created);
  const [input, status, list] = [
    created.querySelector("input"),
    created.querySelector("p"),
    created.querySelector("ol"),
  ] as [HTMLInputElement, HTMLElement, HTMLOListElement];
  loadIndex(base).catch(() => {});

  input.addEventListener("input", () => show(base, input.value.trim(), status, list));
  created.addEventListener("keydown", (event) => move(event, created));
  created.addEventListener("click", (event) => {
    // Beside the dialog, or a result on this very page.
    if (event.target === created || (event.target as Element).closest("a")) created.close();
  });
  created.querySelector("form")?.addEventListener("submit", (event) => {
    const first = list.querySelector("a");
    if (event.submitter !== null && event.submitter !== created.querySelector("button")) return;
    if (document.activeElement !== input || !first) return;
    event.preventDefault();
    first.click();
  });
  return created;
}

async function show(base: string, words: string, status: HTMLElement, list: HTMLOListElement): Promise<void> {
  if (words === "") {
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  try {
    const found = await (await loadIndex(base)).debouncedSearch(words);
    if (!found) return; // the reader typed on
    const results = await Promise.all(found.results.slice(0, shownAtOnce).map((result) => result.data()));
    list.replaceChildren(...results.map(resultItem));
    const count = found.results.length;
    const many = count > shownAtOnce ? `${count} pages, the best ${shownAtOnce}:` : `${count} pages:`;
    status.textContent =
      count === 0 ? `Nothing found for “${words}”. Fewer or other words may help.` : count === 1 ? "1 page:" : many;
  } catch {
    list.replaceChildren();
    status.textContent = "The search index could not be loaded. Check the connection and type again.";
  }
}

function resultItem({ url, excerpt, meta, sub_results }: Found): HTMLLIElement {
  const item = document.createElement("li");
  item.append(link(url, meta.title ?? url, excerpt, meta.id));
  // What stands before the first section is the page itself.
  const sections = sub_results.filter(({ title }) => title !== meta.title).slice(0, sectionsShown);
  if (sections.length > 0) {
    const list = document.createElement("ul");
    for (const section of sections) {
      const line = document.createElement("li");
      line.append(link(section.url, section.title, section.excerpt));
      list.append(line);
    }
    item.append(list);
  }
  return item;
}

function link(url: string, title: string, excerpt: string, id?: string): HTMLAnchorElement {
  const anchor = document.createElement("a");
  anchor.href = url;
  const heading = document.createElement("strong");
  heading.textContent = title;
  if (id) {
    const name = document.createElement("em");
    name.textContent = id;
    heading.prepend(name, " ");
  }
  const text = document.createElement("span");
  text.innerHTML = excerpt; // escaped by Pagefind, which marks the words
  anchor.append(heading, text);
  return anchor;
}

/** Arrow keys lead from the words to the results and back; Escape closes at once, where browsers would clear the field. */
function move(event: KeyboardEvent, within: HTMLDialogElement): void {
  if (event.key === "Escape") {
    event.preventDefault();
    within.close();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [...within.querySelectorAll<HTMLElement>("input, a")];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

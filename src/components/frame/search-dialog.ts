import { search as options } from "../../config/search.ts";
import css from "../../styles/search.css?inline";

/** What Pagefind's own script offers, as far as it is used here: https://pagefind.app/docs/api/ */
interface Pagefind {
  options(options: object): Promise<void>;
  init(): Promise<void>;
  search(words: string): Promise<{ results: { data(): Promise<Found> }[] }>;
}

interface Found {
  readonly url: string;
  readonly excerpt: string;
  readonly meta: { readonly title?: string; readonly id?: string };
  readonly sub_results: readonly { readonly title: string; readonly url: string; readonly excerpt: string }[];
}

/** Milliseconds without a key after which a word counts as typed. */
const typingPause = 150;

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
    // Without a worker of its own, it is a script less to fetch; a search takes milliseconds.
    await pagefind.options({ ...(typeof options === "object" ? options : {}), baseUrl: base, noWorker: true });
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

  let pause: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    // Each prefix that is searched for loads a part of the index: wait for the end of a word, or for a pause.
    const ended = input.value.endsWith(" ") || input.value === "";
    pause = setTimeout(() => show(base, input.value.trim(), status, list), ended ? 0 : typingPause);
  });
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

/** Number of the latest search: answers to earlier ones come too late. */
let latest = 0;

async function show(base: string, words: string, status: HTMLElement, list: HTMLOListElement): Promise<void> {
  latest += 1;
  const mine = latest;
  if (words === "") {
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  try {
    const { results } = await (await loadIndex(base)).search(words);
    if (mine !== latest) return;
    status.textContent = countOf(results.length, words);
    const [first, ...others] = results.slice(0, shownAtOnce);
    const items = first ? [resultItem(await first.data())] : [];
    if (mine !== latest) return;
    // The best result is there before the others are fetched.
    list.replaceChildren(...items);
    for (const found of await Promise.all(others.map((result) => result.data()))) {
      if (mine === latest) list.append(resultItem(found));
    }
  } catch {
    if (mine !== latest) return;
    list.replaceChildren();
    status.textContent = "The search index could not be loaded. Check the connection and type again.";
  }
}

function countOf(count: number, words: string): string {
  if (count === 0) return `Nothing found for “${words}”. Fewer or other words may help.`;
  if (count === 1) return "1 page:";
  return count > shownAtOnce ? `${count} pages, the best ${shownAtOnce}:` : `${count} pages:`;
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

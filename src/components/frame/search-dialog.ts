import { search as options } from "../../config/search.ts";
import css from "../../styles/search.css?inline";
import {
  type Kinds,
  loadKinds,
  type Match,
  type Pagefind,
  type PagefindPage,
  type PagefindResult,
  rank,
  wordsAtFirst,
  wordsOf,
} from "./relaxed-search.ts";

/** Milliseconds without a key after which a word counts as typed. */
const typingPause = 150;

/** Milliseconds that the first result has to itself: it is painted, and whoever types on spares us the rest. */
const firstAlone = 100;

/** Results that are shown at once, and sections of each. */
const shownAtOnce = 8;
const sectionsShown = 2;

let dialog: HTMLDialogElement | undefined;
let index: Promise<Index> | undefined;

interface Index {
  readonly pagefind: Pagefind;
  readonly kinds: Kinds;
}

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

function loadIndex(base: string): Promise<Index> {
  index ??= (async () => {
    const pagefind = (await import(/* @vite-ignore */ `${base}pagefind/pagefind.js`)) as Pagefind;
    // Without a worker of its own, it is a script less to fetch; a search takes milliseconds.
    await pagefind.options({ ...(typeof options === "object" ? options : {}), baseUrl: base, noWorker: true });
    await pagefind.init();
    return { pagefind, kinds: await loadKinds(pagefind) };
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

async function show(base: string, query: string, status: HTMLElement, list: HTMLOListElement): Promise<void> {
  latest += 1;
  const mine = latest;
  const isLate = () => mine !== latest;
  if (query === "") {
    list.replaceChildren();
    list.ariaBusy = null;
    status.textContent = "";
    return;
  }
  list.ariaBusy = "true";
  try {
    const { pagefind, kinds } = await loadIndex(base);
    const words = wordsOf(query);
    const found: (readonly PagefindResult[])[] = [];
    const search = async (many: number) => {
      const some = words.slice(found.length, found.length + many);
      found.push(...(await Promise.all(some.map(async (word) => (await pagefind.search(word)).results))));
    };
    // What the rarest words find is there, and painted, before anything else is fetched.
    do await search(wordsAtFirst(words));
    while (!isLate() && found.length < words.length && found.every((results) => results.length === 0));
    if (isLate()) return;
    await drawFirst(rank(found, kinds), list, isLate);
    await shown();
    if (isLate()) return;
    await search(words.length);
    if (isLate()) return;
    const matches = rank(found, kinds);
    status.textContent = summaryOf(matches, query);
    await draw(matches.slice(0, shownAtOnce), list, isLate);
    if (!isLate()) list.ariaBusy = null;
  } catch {
    if (isLate()) return;
    list.ariaBusy = null;
    list.replaceChildren();
    status.textContent = "The search index could not be loaded. Check the connection and type again.";
  }
}

function shown(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, firstAlone));
}

function summaryOf(matches: readonly Match[], query: string): string {
  if (matches.length === 0) return `Nothing found for “${query}”. Fewer or other words may help.`;
  const withAll = matches.filter(({ hasAllWords }) => hasAllWords).length;
  if (withAll === 0) return "No page has all of these words. The closest:";
  const pages = withAll === 1 ? "1 page" : `${withAll} pages`;
  if (withAll === matches.length) return withAll > shownAtOnce ? `${pages}, the best ${shownAtOnce}:` : `${pages}:`;
  return `${pages} with all words, others with some:`;
}

/** What stands in the list, by the address of its page. */
const drawn = new WeakMap<Element, string>();

/**
 * Makes the list show these pages. An entry that stays the same is not touched,
 * and while the reader is on an entry, none is moved or removed.
 */
async function draw(
  matches: readonly Match[],
  list: HTMLOListElement,
  isLate: () => boolean,
  others: "go" | "stay" = "go",
): Promise<void> {
  const results = await Promise.all(matches.map(readResult));
  if (isLate()) return;
  const old = [...list.children];
  if (list.contains(document.activeElement)) {
    const there = new Set(old.map((item) => drawn.get(item)?.split(" ")[0]));
    const free = shownAtOnce - old.length;
    list.append(
      ...results
        .filter(({ url }) => !there.has(url))
        .slice(0, free)
        .map(resultItem),
    );
    return;
  }
  const items = results.map(
    (result) => old.find((item) => drawn.get(item) === contentOf(result)) ?? resultItem(result),
  );
  for (const [place, item] of items.entries()) {
    if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
  }
  if (others === "go") for (const left of [...list.children].slice(items.length)) left.remove();
}

/** The best result is there before the others are fetched; until then, what was found before stays. */
async function drawFirst(matches: readonly Match[], list: HTMLOListElement, isLate: () => boolean): Promise<void> {
  await draw(matches.slice(0, 1), list, isLate, "stay");
}

/** A page as the list shows it. */
interface Result {
  readonly url: string;
  readonly title: string;
  readonly id: string | undefined;
  readonly summary: string;
  readonly sections: readonly PagefindPage["sub_results"][number][];
}

/** The page, and its sections that have two of the words, or the rarest. */
async function readResult({ byWord }: Match): Promise<Result> {
  const sections = new Map<string, { section: Result["sections"][number]; worth: number }>();
  let page: Pick<PagefindPage, "url" | "meta"> = { url: "", meta: {} };
  for (const [place, result] of byWord.entries()) {
    // One after the other: Pagefind keeps one object for a page, and fills it in anew for each word.
    const { url, meta, sub_results } = await result.data();
    page = { url, meta };
    const worth = place === 0 ? 2 : 1; // the rarest word comes first
    // What stands before the first section, hidden words among it, has no fragment or that of the title.
    for (const section of sub_results.filter(({ url }) => /#(?!_top$)/.test(url))) {
      const known = sections.get(section.url);
      if (known) known.worth += worth;
      else sections.set(section.url, { section, worth });
    }
  }
  const { url, meta } = page;
  return {
    url,
    title: meta.title ?? url,
    id: meta.id,
    summary: meta.summary ?? "",
    sections: [...sections.values()]
      .filter(({ worth }) => worth > 1)
      .toSorted((a, b) => b.worth - a.worth)
      .slice(0, sectionsShown)
      .map(({ section }) => section),
  };
}

/** What an entry shows, as one text: the same text need not be drawn again. */
function contentOf({ url, sections }: Result): string {
  return [url, ...sections.map((section) => `${section.url} ${section.excerpt}`)].join(" ");
}

function resultItem(result: Result): HTMLLIElement {
  const item = document.createElement("li");
  drawn.set(item, contentOf(result));
  const summary = document.createElement("span");
  summary.textContent = result.summary;
  item.append(link(result.url, result.title, summary, result.id));
  if (result.sections.length > 0) {
    const list = document.createElement("ul");
    for (const { url, title, excerpt } of result.sections) {
      const text = document.createElement("span");
      text.innerHTML = excerpt; // escaped by Pagefind, which marks the words
      const line = document.createElement("li");
      line.append(link(url, title, text));
      list.append(line);
    }
    item.append(list);
  }
  return item;
}

function link(url: string, title: string, text: HTMLElement, id?: string): HTMLAnchorElement {
  const anchor = document.createElement("a");
  anchor.href = url;
  const heading = document.createElement("strong");
  heading.textContent = title;
  if (id) {
    const name = document.createElement("em");
    name.textContent = id;
    heading.prepend(name, " ");
  }
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

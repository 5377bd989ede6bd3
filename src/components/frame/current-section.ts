// Contents of the page: open where there is room beside the text, and the section that is being read is marked.
const contents = document.querySelector<HTMLDetailsElement>(".contents details");
if (contents) {
  const beside = matchMedia("(min-width: 72.01rem)");
  const fit = () => {
    contents.open = beside.matches;
  };
  fit();
  beside.addEventListener("change", fit);
  contents.addEventListener("click", (event) => {
    if (!beside.matches && (event.target as Element).closest("a")) contents.open = false;
  });
  contents.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || beside.matches) return;
    contents.open = false;
    contents.querySelector("summary")?.focus();
  });

  const links = [...contents.querySelectorAll<HTMLAnchorElement>("a")];
  const linkOf = new Map(links.map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...linkOf.keys()].flatMap((id) => document.getElementById(id) ?? []);
  const mark = () => {
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
    const now = linkOf.get((above.at(-1) ?? headings[0])?.id ?? "");
    for (const link of links) {
      if (link === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  // A heading that enters or leaves the top quarter changes the answer, and nothing else does.
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
  for (const heading of headings) observer.observe(heading);
}

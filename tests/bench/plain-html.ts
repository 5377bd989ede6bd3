import { Parser } from "htmlparser2";

/** Elements that carry the meaning of a text; all others are left out, and what is in them stays. */
const kept = new Set(
  "a abbr blockquote br code dd del details dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr kbd li ol p pre s strong sub summary sup table tbody td th thead tr ul".split(
    " ",
  ),
);
const empty = new Set(["br", "hr"]);

/** Elements that are left out with everything in them. */
const dropped = new Set(["script", "style", "template", "noscript", "button", "form", "nav", "footer", "dialog"]);

/** Class of what is there for a mouse, besides the text. */
const besides = /\banchor\b/;

/** A few lines, as somebody would write by hand who wants text to be readable. */
const style = `body{max-width:44rem;margin:auto;padding:1rem;font:1rem/1.6 sans-serif}
pre,.diagram{overflow:auto}pre{background:#eee;padding:.5rem}td,th{border:1px solid;padding:.25rem}
:root{--diagram-text:#111;--diagram-line:#444;--diagram-node:#eef;--diagram-border:#446;--diagram-group:#f6f6f6;
--diagram-group-border:#999;--diagram-note:#ffd;--diagram-note-border:#994;--diagram-label:#fff}`;

/** A page that the plain one links to. */
export interface PlainLink {
  readonly address: string;
  readonly title: string;
}

/**
 * The text of a built page as plain HTML: headings, paragraphs, lists, tables,
 * code and pictures of its main element, without scripts, fonts and classes.
 *
 * @param html the built page
 * @param links what stands in for the navigation
 */
export function plainHtml(html: string, links: readonly PlainLink[]): string {
  const title = /<title>([^<]*)/.exec(html)?.[1] ?? "";
  const nav = links.map(({ address, title: text }) => `<li><a href="${address}">${text}</a></li>`).join("\n");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
<nav><ul>
${nav}
</ul></nav>
<main>
${mainText(html)}
</main>
</html>
`;
}

function mainText(html: string): string {
  let text = "";
  let inMain = 0;
  /** How deep inside something whose content is not wanted: dropped, or copied as it is. */
  let skipped = 0;
  let pictureBegin = 0;
  let inPre = 0;
  /** Classes of open elements: highlighters wrap lines in blocks, whose ends are ends of lines. */
  const open: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const classes = attributes["class"] ?? "";
        open.push(classes);
        if (name === "main") inMain += 1;
        if (inMain === 0) return;
        if (
          skipped > 0 ||
          dropped.has(name) ||
          besides.test(classes) ||
          name === "svg" ||
          attributes["hidden"] !== undefined
        ) {
          if (skipped === 0 && name === "svg") pictureBegin = parser.startIndex;
          skipped += 1;
          return;
        }
        if (name === "pre") inPre += 1;
        if (!kept.has(name)) return;
        const href = name === "a" ? ` href="${attributes["href"] ?? ""}"` : "";
        const id = attributes["id"] === undefined ? "" : ` id="${attributes["id"]}"`;
        const diagram = /\bdiagram\b/.test(classes) ? ' class="diagram"' : "";
        text += `<${name}${id}${href}${diagram}>`;
      },
      ontext(part) {
        if (inMain > 0 && skipped === 0) text += inPre > 0 ? escaped(part) : escaped(part.replaceAll(/\s+/g, " "));
      },
      onclosetag(name) {
        const classes = open.pop() ?? "";
        if (inMain === 0) return;
        if (name === "main") inMain -= 1;
        if (skipped > 0) {
          skipped -= 1;
          // Icons are no part of the text, diagrams are.
          if (skipped === 0 && name === "svg" && open.some((outer) => /\bdiagram\b/.test(outer)))
            text += html.slice(pictureBegin, parser.endIndex + 1);
          return;
        }
        if (name === "pre") inPre -= 1;
        if (inPre > 0 && classes === "ec-line") text += "\n";
        if (!kept.has(name) || empty.has(name)) return;
        text += `</${name}>${inPre > 0 || name === "a" || name === "code" ? "" : "\n"}`;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return text.replaceAll(/\n(?:\s*\n)+(?![^<]*<\/code>)/g, "\n").trim();
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

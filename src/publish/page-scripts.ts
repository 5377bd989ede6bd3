import { Parser } from "htmlparser2";

/** What a content security policy has to know of a page. */
export interface PageScripts {
  /** Text between `<script>` and `</script>` of each script that a browser runs, byte for byte. */
  readonly inline: readonly string[];
  /** Text of each `<style>` as a browser reads it: in a drawing, without entities. */
  readonly styles: readonly string[];
  readonly hasStyleAttributes: boolean;
  /** What no policy without `unsafe-inline` lets run: event handlers in attributes, `javascript:` addresses. */
  readonly forbidden: readonly string[];
  /** Offset behind `<meta charset>`, which has to stand in the first 1024 bytes. */
  readonly afterCharset: number | undefined;
  /** Offset of the first script. */
  readonly firstScript: number | undefined;
  readonly hasPolicy: boolean;
}

/** Types of `<script>` that hold data; browsers run everything else, or read it as an import map. */
const holdsData = /^application\/(?:ld\+)?json$/;

const eventHandler = /^on[a-z]/;

/** Attributes whose address a browser may follow by itself or at a click. */
const addresses = new Set(["href", "src", "action", "formaction"]);

/** Reads what runs on a page. */
export function readScripts(html: string): PageScripts {
  const inline: string[] = [];
  const styles: string[] = [];
  let hasStyleAttributes = false;
  const forbidden: string[] = [];
  let afterCharset: number | undefined;
  let firstScript: number | undefined;
  let hasPolicy = false;
  let drawings = 0;
  let openedAt: number | undefined;
  const parser = new Parser(
    {
      onopentag(element, attributes) {
        if (element === "svg") drawings += 1;
        if ("style" in attributes) hasStyleAttributes = true;
        if (element === "style") openedAt = parser.endIndex + 1;
        for (const name of Object.keys(attributes)) {
          const value = attributes[name] ?? "";
          if (eventHandler.test(name) || (addresses.has(name) && isCode(value)))
            forbidden.push(`<${element} ${name}="${value}">`);
        }
        if (element === "meta") {
          if ("charset" in attributes) afterCharset ??= parser.endIndex + 1;
          if (/^content-security-policy$/i.test(attributes["http-equiv"] ?? "")) hasPolicy = true;
        }
        if (element !== "script") return;
        firstScript ??= parser.startIndex;
        if (!("src" in attributes) && !holdsData.test(attributes["type"] ?? "")) openedAt = parser.endIndex + 1;
      },
      onclosetag(element) {
        if (element === "svg") drawings -= 1;
        if ((element !== "script" && element !== "style") || openedAt === undefined) return;
        const text = html.slice(openedAt, parser.startIndex);
        if (element === "script") inline.push(text);
        else styles.push(drawings > 0 ? withoutEntities(text) : text);
        openedAt = undefined;
      },
    },
    // They matter in few places, and to decode them everywhere takes half as long again.
    { decodeEntities: false },
  );
  parser.end(html);
  return { inline, styles, hasStyleAttributes, forbidden, afterCharset, firstScript, hasPolicy };
}

/** Whether an address, as it stands in an attribute, is code. */
function isCode(address: string): boolean {
  return /^\s*javascript:/i.test(address.includes("&") ? withoutEntities(address) : address);
}

/** HTML takes the text of a `<style>` as it stands, SVG reads it like any text. */
function withoutEntities(text: string): string {
  let read = "";
  new Parser({
    ontext(part) {
      read += part;
    },
  }).end(text);
  return read;
}

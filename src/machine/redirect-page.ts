/**
 * A page that leads to another one. The script keeps the fragment, so that a
 * link to a section of a renamed guideline still leads to that section; without
 * JavaScript the browser goes to the page. Its text is the same on every such
 * page: the content security policy knows it by one hash.
 *
 * @param path target on this site, with the base
 * @param address absolute address of the target
 */
export function redirectPage(path: string, address: string): string {
  return [
    "<!doctype html>",
    '<html lang="en">',
    '<meta charset="utf-8">',
    "<title>This page has moved</title>",
    '<meta name="robots" content="noindex">',
    `<link rel="canonical" href="${address}">`,
    `<script data-to="${path}">location.replace(document.currentScript.dataset.to + location.hash)</script>`,
    `<meta http-equiv="refresh" content="0; url=${path}">`,
    `<p>This page has moved: <a href="${path}">${address}</a></p>`,
    "</html>",
    "",
  ].join("\n");
}

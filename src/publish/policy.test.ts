import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { redirectPage } from "../machine/redirect-page.ts";
import { readScripts } from "./page-scripts.ts";
import { withPolicy } from "./policy.ts";

const page = (body: string, head = '<meta charset="utf-8">') =>
  `<!doctype html><html><head>${head}<title>T</title></head><body>${body}</body></html>`;

describe("the policy of a page", () => {
  it("stands behind the charset and before every script", () => {
    const html = withPolicy(page("<script>a()</script>"), "a.html");
    assert.match(html, /^<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="content-security-policy"/);
  });

  it("allows the scripts of the page by their hash, and no other", () => {
    // printf 'a()' | openssl dgst -sha256 -binary | base64
    const hash = "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='";
    assert.ok(withPolicy(page("<script>a()</script>"), "a.html").includes(hash));
    assert.ok(!withPolicy(page("<script>b()</script>"), "a.html").includes(hash));
  });

  it("hashes a text as it stands, line breaks and `<` included", () => {
    const text = '\n\tif (a < b && "</p>") run("é");\n';
    assert.deepEqual(readScripts(page(`<script type="module">${text}</script>`)).inline, [text]);
  });

  it("needs no hash for data and for files", () => {
    const scripts = '<script type="application/json">{}</script><script src="/a.js"></script>';
    assert.deepEqual(readScripts(page(scripts)).inline, []);
  });

  it("has neither unsafe-inline for scripts nor unsafe-eval", () => {
    const policy = /content="(default-src[^"]+)"/.exec(withPolicy(page("<script>a()</script>"), "a.html"))?.[1] ?? "";
    const scripts = policy.split("; ").find((directive) => directive.startsWith("script-src")) ?? "";
    assert.match(scripts, /^script-src 'self' 'wasm-unsafe-eval' 'sha256-/);
    assert.doesNotMatch(scripts, /'unsafe-/);
    assert.match(policy, /^default-src 'none'; /);
  });

  it("allows the style sheets of the page by their hash, and attributes only where there are some", () => {
    const plain = withPolicy(page("<style>a()</style>"), "a.html");
    assert.match(plain, /; style-src 'self' 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='; /);
    assert.doesNotMatch(plain, /unsafe-inline/);
    const drawn = withPolicy(page('<style>a()</style><svg><path style="fill: none"/></svg>'), "a.html");
    assert.match(drawn, /; style-src 'self' 'unsafe-inline'; style-src-elem 'self' 'sha256-qVpDBgj7/);
  });

  it("hashes the style sheet of a drawing as a browser reads it", () => {
    const { styles } = readScripts(page("<style>a &gt; b</style><svg><style>a &gt; b</style></svg><style>c</style>"));
    assert.deepEqual(styles, ["a &gt; b", "a > b", "c"]);
  });

  it("is the same for every redirect", () => {
    const policyOf = (to: string) =>
      /content="(default-src[^"]+)"/.exec(withPolicy(redirectPage(to, `https://example.org${to}`), "r.html"))?.[1];
    assert.match(policyOf("/a/") ?? "", /'sha256-/);
    assert.equal(policyOf("/a/"), policyOf("/docs/b/"));
  });

  for (const [what, html, message] of [
    ["an event handler", page('<p onclick="a()">'), /^x\.html: <p onclick="a\(\)"> runs code/],
    ["an event handler in capitals", page('<img ONERROR="a()">'), /<img onerror="a\(\)"> runs code/],
    ["a javascript: address", page('<a href=" JavaScript:a()">'), /<a href=" JavaScript:a\(\)"> runs code/],
    ["a javascript: address in entities", page('<a href="&#106;avascript:a()">'), /<a href="&#106;avascript:a/],
    ["no charset", page("", ""), /no <meta charset>/],
    ["a script before the policy", page("", '<script>a()</script><meta charset="utf-8">'), /before <meta charset>/],
    ["a policy already", withPolicy(page(""), "x.html"), /has a content security policy already/],
  ] as const) {
    it(`refuses a page with ${what}`, () => assert.throws(() => withPolicy(html, "x.html"), { message }));
  }
});

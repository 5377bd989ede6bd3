import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { headersFile, nginxServer } from "./headers.ts";

for (const base of ["/", "/docs/best-practices/"]) {
  describe(`headers under ${base}`, () => {
    it("are rules below the base", () => {
      const paths = headersFile(base).match(/^\/.*$/gm);
      assert.deepEqual(paths, [`${base}*`, `${base}_astro/*`, `${base}pagefind/fragment/*`, `${base}pagefind/index/*`]);
    });

    it("say what a page cannot say of itself, and leave scripts to the page", () => {
      for (const text of [headersFile(base), nginxServer(base, "/site")]) {
        assert.match(text, /Content-Security-Policy:? .*frame-ancestors 'none'/);
        assert.match(text, /X-Content-Type-Options:? "?nosniff/);
        assert.match(text, /Referrer-Policy/);
        assert.match(text, /Permissions-Policy/);
        assert.doesNotMatch(text, /script-src|default-src|unsafe-/);
      }
    });

    it("keep for ever only what has a hash in its name", () => {
      const rules = headersFile(base)
        .split(/^(?=\/)/m)
        .filter((rule) => rule.includes("immutable"));
      assert.deepEqual(
        rules.map((rule) => rule.split("\n")[0]),
        [`${base}_astro/*`, `${base}pagefind/fragment/*`, `${base}pagefind/index/*`],
      );
      const pattern = /"~(.+)" "public, max-age=31536000, immutable"/.exec(nginxServer(base, "/site"))?.[1] ?? "";
      assert.match(`${base}_astro/page.abc.js`, new RegExp(pattern));
      assert.doesNotMatch(`${base}guides/snapshot/`, new RegExp(pattern));
      assert.doesNotMatch(`${base}pagefind/pagefind.js`, new RegExp(pattern));
    });

    it("show the site's own page for what does not exist", () => {
      assert.match(nginxServer(base, "/site"), new RegExp(`error_page 404 ${base}404\\.html;`));
    });
  });
}

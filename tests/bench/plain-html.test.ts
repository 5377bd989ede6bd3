import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { plainHtml } from "./plain-html.ts";

const page = (main: string) => `<!doctype html><title>A page</title><header>Header</header><main>${main}</main>`;
const plain = (main: string) => plainHtml(page(main), [{ address: "/x/", title: "X" }]);

describe("the plain page that ours is compared with", () => {
  it("has the whole text, and nothing of what makes it look and work", () => {
    const html = plain(
      `<div class="card"><h2 id="a">Title</h2><p style="x">A <em>text</em> with <a href="/y/" class="z">a link</a>.</p>
       <button>Copy</button><script>run()</script><svg class="icon"><path d=""/></svg></div>`,
    );
    assert.match(html, /<h2 id="a">Title<\/h2>\n<p>A <em>text<\/em>\s* with <a href="\/y\/">a link<\/a>\.<\/p>/);
    assert.match(html, /<nav><ul>\n<li><a href="\/x\/">X<\/a><\/li>/);
    assert.doesNotMatch(html, /Copy|run\(\)|Header|icon|card|style=/);
  });

  it("keeps code line by line, without its colours", () => {
    const highlighted = `<pre><code><div class="ec-line"><span style="c">a &lt; b</span></div><div class="ec-line">c</div></code></pre>`;
    assert.match(plain(highlighted), /<pre><code>a &lt; b\nc\n<\/code><\/pre>/);
    assert.match(
      plain(`<pre><code><span class="line">a</span>\n\n<span class="line">b</span></code></pre>`),
      /<pre><code>a\n\nb<\/code><\/pre>/,
    );
  });

  it("keeps diagrams as they are", () => {
    const svg = `<svg viewBox="0 0 1 1"><g class="node"><text>A</text></g></svg>`;
    assert.ok(plain(`<figure class="diagram"><div>${svg}</div></figure>`).includes(`<figure class="diagram">${svg}`));
  });
});

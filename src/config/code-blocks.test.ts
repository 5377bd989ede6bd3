import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { satteri } from "@astrojs/markdown-satteri";
import { codeBlocks } from "./code-blocks.ts";

/** Renders a page as the site does, code colours included. */
async function render(markdown: string): Promise<string> {
  const { createRenderer } = satteri();
  const renderer = await createRenderer({ syntaxHighlight: { type: "shiki" }, shikiConfig: codeBlocks } as never);
  return (await renderer.render(markdown)).code;
}

describe("code blocks", () => {
  it("carry classes and no colours, one span for neighbours of a colour", async () => {
    const html = await render('```go title="a/b.go"\n// say <so>\nreturn "x", 42\n```\n');
    assert.equal(
      html.trim(),
      '<figure class="code"><figcaption data-pagefind-ignore="">a/b.go</figcaption><pre tabindex="0" data-language="go" data-pagefind-ignore=""><code>' +
        '<span class="c">// say &lt;so&gt;</span>\n<span class="k">return</span><span class="s"> "x"</span>, ' +
        '<span class="n">42</span></code></pre></figure>',
    );
  });

  it("of plain text are plain text", async () => {
    assert.match(
      await render("```text\na <b>\n```\n"),
      /<pre tabindex="0" data-language="text"><code>a &lt;b&gt;<\/code>/,
    );
  });
});

// Rules for every Markdown file. `npm run lint` adds remark-mdx for .mdx files.
export default {
  settings: { bullet: "-", emphasis: "_", strong: "*" },
  plugins: [
    "remark-frontmatter",
    "remark-gfm",
    "remark-directive",
    "remark-preset-lint-recommended",
    // Prose is wrapped by hand; a number that begins a line is not a list.
    ["remark-lint-list-item-indent", "one"],
    ["remark-lint-maximum-line-length", false],
  ],
};

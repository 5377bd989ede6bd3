import type { AstroIntegration } from "astro";

const translations = /\/@astrojs\/starlight\/dist\/translations\/index\.js$/;

/** Starlight brings its words in 34 languages, and every build bundles and checks them all. This site has one. */
export function englishOnly(): AstroIntegration {
  return {
    name: "english-only",
    hooks: {
      "astro:config:setup"({ updateConfig }) {
        updateConfig({
          vite: {
            plugins: [
              {
                name: "english-only",
                enforce: "pre",
                load: {
                  filter: { id: translations },
                  handler: () => 'import en from "./en.js"; export default { en };',
                },
              },
            ],
          },
        });
      },
    },
  };
}

import { parse } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

const source = fileURLToPath(new URL("../", import.meta.url));

/** Starlight's own style sheets and scripts that its page always loads, and what is loaded instead. */
const replaced: Readonly<Record<string, string>> = {
  "style/props.css": "styles/tokens.css",
  "style/reset.css": "styles/base.css",
  "style/util.css": "styles/frame.css",
  "style/asides.css": "styles/asides.css",
  "style/print.css": "styles/print.css",
  // The menu of this site keeps its state by itself.
  "components-internals/SidebarPersistState.js": "components/frame/none.ts",
};

/** As they are imported, with or without an extension. */
const names = Object.keys(replaced).map((path) => parse(path).name);

/**
 * Loads this site's style sheets in the places of Starlight's: its components
 * are replaced, so that nothing is left for theirs to style.
 */
export function ownStyles(): AstroIntegration {
  return {
    name: "own-styles",
    hooks: {
      "astro:config:setup"({ updateConfig }) {
        updateConfig({
          vite: {
            plugins: [
              {
                name: "own-styles",
                enforce: "pre",
                async resolveId(id, importer, options) {
                  // By its name first: to find a module takes long, and few of them are replaced.
                  if (!importer?.includes("/@astrojs/starlight/") || !names.some((name) => id.includes(name)))
                    return null;
                  const resolved = await this.resolve(id, importer, { ...options, skipSelf: true });
                  const [path = "", query] = resolved?.id.split("?", 2) ?? [];
                  const name = Object.keys(replaced).find((end) => path.endsWith(`/starlight/dist/${end}`));
                  return name ? `${source}${replaced[name]}${query ? `?${query}` : ""}` : null;
                },
              },
            ],
          },
        });
      },
    },
  };
}

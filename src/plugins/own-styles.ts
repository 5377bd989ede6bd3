import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

const styles = fileURLToPath(new URL("../styles/", import.meta.url));

/** Starlight's own style sheets and scripts that its page always loads, and what is loaded instead. */
const replaced: Readonly<Record<string, string>> = {
  "style/props.css": "tokens.css",
  "style/reset.css": "base.css",
  "style/util.css": "frame.css",
  "style/asides.css": "asides.css",
  "style/print.css": "print.css",
  // The menu of this site keeps its state by itself.
  "components-internals/SidebarPersistState.js": "none.ts",
};

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
                async resolveId(source, importer, options) {
                  if (!importer?.includes("/@astrojs/starlight/")) return null;
                  const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
                  const [path = "", query] = resolved?.id.split("?", 2) ?? [];
                  const name = Object.keys(replaced).find((end) => path.endsWith(`/starlight/dist/${end}`));
                  return name ? `${styles}${replaced[name]}${query ? `?${query}` : ""}` : null;
                },
              },
            ],
          },
        });
      },
    },
  };
}

import type { ViteUserConfig } from "astro";
import { packageFolder } from "./third-party.ts";

type Plugin = Extract<NonNullable<ViteUserConfig["plugins"]>[number], { name: string }>;

/**
 * Notes the packages whose code, style sheets and fonts end up in the site. Of
 * what renders the pages ahead, only style sheets and assets do.
 *
 * @param folders grows while Vite builds
 */
export function shippedPackages(folders: Set<string>): Plugin {
  return {
    name: "shipped-packages",
    generateBundle(_, bundle) {
      const all = this.environment.name === "client";
      for (const file of Object.values(bundle)) {
        const sources =
          file.type === "asset"
            ? file.originalFileNames
            : file.moduleIds.filter((id) => all || /\.css(?:\?|$)|type=style/.test(id));
        for (const source of sources) {
          const folder = packageFolder(source.startsWith("node_modules/") ? `${process.cwd()}/${source}` : source);
          if (folder) folders.add(folder);
        }
      }
    },
  };
}

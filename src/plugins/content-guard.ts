import type { AstroIntegration } from "astro";
import { readCatalogue } from "../content-model/catalogue.ts";
import { type ContentFolders, checkContent } from "../content-model/check.ts";
import { ContentError } from "../content-model/problem.ts";

/** Stops a build before it begins when the content has problems, and names all of them at once. */
export function contentGuard(folders: ContentFolders): AstroIntegration {
  return {
    name: "content-guard",
    hooks: {
      async "astro:config:setup"({ command }) {
        if (command !== "build") return;
        const problems = await checkContent(folders, readCatalogue(folders.content));
        if (problems.length > 0) throw new ContentError(problems);
      },
    },
  };
}

import { type Commit, readCommit } from "./commit.ts";

let known: { readonly commit: Commit | undefined } | undefined;

/** Commit that the site is built from, when it is known: git is asked once, when the first page needs it. */
export function siteCommit(): Commit | undefined {
  // Astro runs in the folder of the project.
  known ??= { commit: readCommit(process.cwd(), process.env) };
  return known.commit;
}

import { readCommit } from "./commit.ts";

/** Commit that the site is built from, when it is known. Astro runs in the folder of the project. */
export const siteCommit = readCommit(process.cwd(), process.env);

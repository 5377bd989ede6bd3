// What the site is called, and what the outside world decides about it.
import { repositoryAddress } from "./repository.ts";

const env = process.env;

export const siteTitle = "Conduit connector best practices";
export const siteDescription = "Best practices for writing Conduit connectors, every one of them run.";

/** Whether the environment says where the site is published. */
export const hasAddress = (env["SITE_URL"] ?? "") !== "";

/** Origin that the site is published at; search engines and the sitemap need it. */
export const siteUrl = hasAddress ? (env["SITE_URL"] ?? "") : "http://localhost:4321";

/** Path that the site is served under, with a slash at both ends: "/" or "/docs/best-practices/". */
export const siteBase = withSlashes(env["SITE_BASE"] ?? "/");

/** Address of the repository on its code host, where readers edit pages and report problems. */
export const repositoryUrl = repositoryAddress(env);

function withSlashes(path: string): string {
  const inner = path.replaceAll(/^\/+|\/+$/g, "");
  return inner === "" ? "/" : `/${inner}/`;
}

/** Absolute address of the site's home, with a slash at its end. */
export const siteAddress = `${siteUrl.replace(/\/$/, "")}${siteBase}`;

// What the outside world decides about the site, read from the environment.
const env = process.env;

/** Origin that the site is published at; search engines and the sitemap need it. */
export const siteUrl = env["SITE_URL"] ?? "http://localhost:4321";

/** Path that the site is served under, with a slash at both ends: "/" or "/docs/best-practices/". */
export const siteBase = withSlashes(env["SITE_BASE"] ?? "/");

/** Address of the repository on its code host, known in a workflow; pages then offer to edit them. */
export const repositoryUrl =
  env["GITHUB_SERVER_URL"] && env["GITHUB_REPOSITORY"]
    ? `${env["GITHUB_SERVER_URL"]}/${env["GITHUB_REPOSITORY"]}`
    : undefined;

function withSlashes(path: string): string {
  const inner = path.replaceAll(/^\/+|\/+$/g, "");
  return inner === "" ? "/" : `/${inner}/`;
}

/** Absolute address of the site's home, with a slash at its end. */
export const siteAddress = `${siteUrl.replace(/\/$/, "")}${siteBase}`;

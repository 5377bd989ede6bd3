import packageFile from "../../package.json" with { type: "json" };

/** Branch that the links to edit a page lead to. */
export const branch = "main";

/**
 * Address of the repository on its code host, without a slash at its end.
 *
 * @param environment SITE_REPOSITORY names another one than package.json, such as a fork
 */
export function repositoryAddress(environment: Readonly<Record<string, string | undefined>>): string {
  const address = environment["SITE_REPOSITORY"] || packageFile.repository;
  if (!/^https:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+$/.test(address)) {
    throw new Error(`SITE_REPOSITORY=${address} is no address of a repository: give https://host/owner/name`);
  }
  return address;
}

/**
 * Address of a form for a new issue about a page, which is filled in. Its fields
 * are those of .github/ISSUE_TEMPLATE/problem.yml.
 *
 * @param subject ID of a guideline, or title of a page
 * @param page absolute address of the page
 * @param version commit that the site is built from, when it is known
 */
export function newIssueAddress(repository: string, subject: string, page: string, version?: string): string {
  const fields = new URLSearchParams({ template: "problem.yml", title: `${subject}: `, page });
  if (version) fields.set("version", version);
  return `${repository}/issues/new?${fields}`;
}

/** Address of a commit. */
export function commitAddress(repository: string, hash: string): string {
  return `${repository}/commit/${hash}`;
}

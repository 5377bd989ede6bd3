import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";

/** The commit that a site is built from. */
export interface Commit {
  /** Full hash. */
  readonly hash: string;
  /** Day of the commit, such as "2026-11-28". */
  readonly date: string;
  /** Whether files differ from the commit. */
  readonly changed: boolean;
}

/**
 * The commit of a checkout, from git; where there is none, such as in a
 * container, from the environment.
 *
 * @param root folder of the checkout
 * @returns undefined when nothing is known, such as in an unpacked archive: then no version is claimed
 * @throws Error when the environment names half a commit, or something else
 */
export function readCommit(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): Commit | undefined {
  const { SITE_COMMIT: hash, SITE_COMMIT_DATE: date } = environment;
  if (!hash && !date) return fromGit(root);
  if (!/^[0-9a-f]{40}$/.test(hash ?? "") || !/^\d{4}-\d\d-\d\d$/.test(date ?? "")) {
    throw new Error(
      `SITE_COMMIT=${hash ?? ""} SITE_COMMIT_DATE=${date ?? ""}: give the full hash of a commit and its day, such as ` +
        `SITE_COMMIT=$(git log -1 --format=%H) SITE_COMMIT_DATE=$(git log -1 --format=%cs)`,
    );
  }
  return { hash: hash ?? "", date: date ?? "", changed: false };
}

function fromGit(root: string): Commit | undefined {
  // An archive that somebody unpacked inside another checkout is not that checkout.
  const top = git(root, "rev-parse", "--show-toplevel");
  if (top === undefined || realpathSync(top) !== realpathSync(root)) return undefined;
  const [hash, date] = git(root, "log", "-1", "--format=%H %cs")?.split(" ") ?? [];
  if (!hash || !date) return undefined;
  return { hash, date, changed: git(root, "status", "--porcelain") !== "" };
}

/** What git prints, or undefined where there is no git or no checkout. */
function git(root: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

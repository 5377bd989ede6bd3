// Plain JavaScript for the system's own Node, which may be old: what runs
// before the project's dependencies, its own Node among them, are in place.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const marker = "node_modules/.installed-lock-file";

/** Installs the locked dependencies unless those of this lock file are in place. */
export function ensureInstalled() {
  const lockFile = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === lockFile) return;
  console.log("Installing dependencies …");
  // Not "npm ci": the lock file was written on Linux and names no other system's binaries, which "npm ci"
  // refuses. Their versions are exact in the packages that want them, and nothing is saved.
  // Warnings of the kind "wants a newer Node" do not apply: scripts run with the project's own Node.
  runNpm(["install", "--no-save", "--loglevel=error"], "npm could not install the dependencies: see the message above");
  writeFileSync(marker, lockFile);
}

/**
 * Runs npm and shows its output; ends this process with a reason when npm fails.
 *
 * @param {string[]} args arguments for npm
 * @param {string} reason what to tell when it fails
 */
export function runNpm(args, reason) {
  const { status, error } = spawnSync("npm", args, { stdio: "inherit", shell: process.platform === "win32" });
  if (status === 0) return;
  console.error(error ? `${reason} (${error.message})` : reason);
  process.exit(1);
}

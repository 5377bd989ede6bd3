// What this machine has: programs, a cache, rights. Plain JavaScript for the system's own Node, like install.mjs.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";

/** Such as linux-x64. */
export const platform = `${process.platform}-${process.arch}`;

export const isRoot = process.getuid?.() === 0;

/** The project's folder in the user's cache. */
export function cacheFolder() {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "conduit-best-practices");
}

/**
 * The same, but for what another user has to read: started by root, PostgreSQL runs as "nobody", who cannot enter
 * the home of root.
 */
export function sharedCacheFolder() {
  const own = cacheFolder();
  return isRoot && !isOpenToAll(own) ? "/var/cache/conduit-best-practices" : own;
}

/** @param {string} folder that may not be there yet */
function isOpenToAll(folder) {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

/**
 * Path of a program that the PATH has.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function onPath(name) {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

/** @param {string} file */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a program to its end and returns what it printed on standard output.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options] `env` adds to this process's own
 * @throws {Error} with the last line that says why, when it fails
 */
export function run(program, args, { cwd, env } = {}) {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32",
  });
  if (error) throw new Error(error.message);
  if (status !== 0) throw new Error(reasonIn(stderr) ?? reasonIn(stdout) ?? `it ended with ${status}`);
  return stdout;
}

/** @param {string} output the line that tells most: the first error, else the last line */
function reasonIn(output) {
  const lines = output.split("\n").map((line) => line.trim());
  const said = lines.filter((line) => line !== "");
  return (
    said.find((line) => /^(?:npm err(?:or|!) (?!code|errno|syscall|path|command)|E:|error:)/i.test(line)) ?? said.at(-1)
  );
}

/**
 * Whether a version is not older than another.
 *
 * @param {string} version such as 1.26.8, or a text that has one in it
 * @param {string} wanted
 */
export function isAtLeast(version, wanted) {
  const [has, wants] = [version, wanted].map((text) => (/\d+(?:\.\d+)*/.exec(text)?.[0] ?? "0").split(".").map(Number));
  for (const [index, number] of (wants ?? []).entries()) {
    const other = has?.[index] ?? 0;
    if (other !== number) return other > number;
  }
  return true;
}

/** @param {string} folder created when it is not there; returned */
export function ensureFolder(folder) {
  mkdirSync(folder, { recursive: true });
  return folder;
}

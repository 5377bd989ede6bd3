import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Project } from "./projects.ts";

const astro = join(dirname(createRequire(import.meta.url).resolve("astro/package.json")), "bin/astro.mjs");
const watcher = fileURLToPath(new URL("./watch-build.mjs", import.meta.url));

/** How long a build took: by the clock, and on processors, its child processes included. */
export interface BuildTime {
  readonly seconds: number;
  readonly processor: number;
}

/** Folders in which builds keep what the next one need not do again. */
const caches = ["dist", ".astro", "node_modules/.astro", "node_modules/.vite"];

/** Makes the next build a cold one. */
export function removeCaches({ folder }: Project): void {
  for (const cache of caches) rmSync(join(folder, cache), { recursive: true, force: true });
}

/**
 * Builds a project.
 *
 * @throws Error with the output when the build fails
 */
export function timedBuild(project: Project): BuildTime {
  const { status, output, times } = build(project, []);
  if (status !== 0) throw new Error(`the build failed:\n${output}`);
  return times;
}

/** What a build did besides: programs that it started, and whether it loaded Mermaid or a browser. */
export interface WatchedBuild extends BuildTime {
  readonly ok: boolean;
  readonly did: readonly string[];
}

/** Builds a project and watches what it starts and loads. The time is longer than that of a build nobody watches. */
export function watchedBuild(project: Project): WatchedBuild {
  const log = join(project.folder, "watched.txt");
  rmSync(log, { force: true });
  const { status, times } = build(project, ["--import", watcher], { WATCHED_BUILD_LOG: log });
  const did = new Set(readFileSync(log, "utf8").trim().split("\n"));
  return { ...times, ok: status === 0, did: [...did].toSorted() };
}

function build({ folder }: Project, nodeOptions: readonly string[], env: Record<string, string> = {}) {
  const command = [process.execPath, ...nodeOptions, astro, "build", "--silent"];
  const { status, stdout, stderr } = spawnSync("bash", ["-c", 'TIMEFORMAT="%R %U %S"; time "$@"', "_", ...command], {
    cwd: folder,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const [seconds = 0, user = 0, system = 0] = (stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return { status, output: stdout + stderr, times: { seconds, processor: user + system } };
}

// Where the Conduit binary is that the pipelines run in.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { conduitModule } from "../../src/config/paths.ts";
import { requiredVersion } from "../../src/content-model/versions.ts";
import { runTool } from "../tools.ts";

const moduleDirectory = dirname(conduitModule);

/** The version that the tests run, and that the recordings are made with, unless CONDUIT_BINARY names another. */
export const requiredConduit = requiredVersion(readFileSync(conduitModule, "utf8"), "github.com/conduitio/conduit");

/**
 * Path of a Conduit binary: the one that CONDUIT_BINARY names, else the version that conduit/go.mod requires, built once
 * and kept in the user's cache.
 */
export async function conduitBinary(): Promise<string> {
  const named = process.env["CONDUIT_BINARY"];
  if (named === undefined || named === "") return builtConduit();
  if (existsSync(named)) return named;
  throw new Error(`CONDUIT_BINARY=${named}: there is no such file. Correct the path, or unset it to build Conduit.`);
}

/** Version of the Conduit that the tests run, as the binary prints it: v0.19.0. */
export async function conduitVersion(): Promise<string> {
  const binary = await conduitBinary();
  const { stdout, stderr } = spawnSync(binary, ["version"], { encoding: "utf8" });
  const version = /^v\d+\.\d+\.\d+\S*/m.exec(stdout ?? "")?.[0];
  if (version !== undefined) return version;
  throw new Error(
    `${binary} version prints no version such as v0.19.0, by which recordings are chosen: ${stdout}${stderr}`,
  );
}

async function builtConduit(): Promise<string> {
  const version = requiredConduit;
  const directory = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "conduit-best-practices");
  const binary = join(directory, `conduit-${version}`);
  mkdirSync(directory, { recursive: true });
  await oneAtATime(
    `${binary}.lock`,
    () => existsSync(binary),
    () => build(version, binary),
  );
  return binary;
}

function build(version: string, binary: string): void {
  console.error(`Building Conduit ${version} into ${binary}, once. This takes a few minutes.`);
  const unfinished = `${binary}.${process.pid}`;
  try {
    const args = ["build", "-o", unfinished, "github.com/conduitio/conduit/cmd/conduit"];
    const { ok, output } = runTool("go", args, { cwd: moduleDirectory });
    if (!ok) throw new Error(`${moduleDirectory}: go ${args.join(" ")} failed:\n${output}`);
    renameSync(unfinished, binary);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Test files run as separate processes: one of them does the work, the others wait for it. */
async function oneAtATime(lock: string, isDone: () => boolean, work: () => void): Promise<void> {
  while (!isDone()) {
    if (!take(lock)) {
      await sleep(250);
      continue;
    }
    try {
      work();
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
    removeIfAbandoned(lock);
    return false;
  }
}

/** A process that was killed leaves its lock behind. */
function removeIfAbandoned(lock: string): void {
  try {
    const owner = Number(readFileSync(lock, "utf8"));
    if (owner > 0) process.kill(owner, 0);
  } catch (error) {
    if (hasCode(error, "ESRCH")) rmSync(lock, { force: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

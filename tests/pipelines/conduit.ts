// Where the Conduit binary is that the pipelines run in.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runTool } from "../tools.ts";

const moduleDirectory = join(import.meta.dirname, "conduit");

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

async function builtConduit(): Promise<string> {
  const version = requiredVersion();
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

function requiredVersion(): string {
  const file = join(moduleDirectory, "go.mod");
  const version = /^\s*github\.com\/conduitio\/conduit (v\S+)/m.exec(readFileSync(file, "utf8"))?.[1];
  if (version !== undefined) return version;
  throw new Error(`${file}: no line requires github.com/conduitio/conduit. Add it: that is the version the tests run.`);
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
